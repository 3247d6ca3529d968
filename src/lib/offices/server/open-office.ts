import type { Act } from '#lib/kernel/act.ts';
import { newId, type OfficeId, type SectorId } from '#lib/kernel/ids.ts';
import { mayOrganise } from '#lib/kernel/permissions.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { createSubject } from '#lib/trail/server/subject.ts';

export async function openSector(
  tx: Tx<'sector' | TrailTables>,
  act: Act,
  { name }: { name: string },
): Promise<{ ok: true; id: SectorId } | Refusal<'not-allowed'>> {
  if (!mayOrganise(act.actor)) return refuse('not-allowed');
  const id = newId<SectorId>();
  await createSubject(tx, act, 'sector', {
    id,
    set: { name },
    entry: { kind: 'sector-made', visibility: 'staff', detail: { name } },
  });
  return { ok: true, id };
}

export type OpenOffice = {
  sector: SectorId;
  name: string;
  phone: string;
  /** In words, as citizens read them: «lunedì–venerdì 9–13». */
  hours: string;
  mailbox: string | null;
};

export async function openOffice(
  tx: Tx<'office' | TrailTables>,
  act: Act,
  { sector, name, phone, hours, mailbox }: OpenOffice,
): Promise<{ ok: true; id: OfficeId } | Refusal<'not-allowed'>> {
  if (!mayOrganise(act.actor)) return refuse('not-allowed');
  const id = newId<OfficeId>();
  await createSubject(tx, act, 'office', {
    id,
    set: { sector_id: sector, name, phone, hours, mailbox },
    entry: { kind: 'office-made', visibility: 'staff', detail: { name } },
  });
  return { ok: true, id };
}
