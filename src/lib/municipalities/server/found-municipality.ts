import type { Act } from '#lib/kernel/act.ts';
import { newId, type MunicipalityUuid } from '#lib/kernel/ids.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { createSubject } from '#lib/trail/server/subject.ts';
import type { Municipality } from '../municipality.ts';

export type FoundMunicipality = Omit<Municipality, 'id' | 'uuid' | 'version' | 'emergency'> & {
  /** GeoJSON. */
  boundary: string | null;
  /** Who answers beyond it, as JSON (places slice, territory.ts). */
  neighbours?: string;
  emergency?: Municipality['emergency'];
};

/** Makes a tenant, under the number that the act's door names. Only the installation itself does this. */
export async function foundMunicipality(
  tx: Tx<'municipality' | TrailTables>,
  act: Act,
  input: FoundMunicipality,
): Promise<{ ok: true; id: MunicipalityUuid } | Refusal<'not-allowed'>> {
  if (act.actor.kind !== 'installation') return refuse('not-allowed');
  const id = newId<MunicipalityUuid>();
  await createSubject(tx, act, 'municipality', {
    id,
    set: {
      slug: input.slug,
      name: input.name,
      region: input.region,
      public_url: input.publicUrl,
      zone: input.zone,
      practice: input.practice,
      patron_day: input.patronDay,
      closing_days: [...input.closingDays],
      address: input.address,
      pec: input.pec,
      mail_from: input.mailFrom,
      desk_name: input.desk.name,
      desk_phone: input.desk.phone,
      desk_hours: [...input.desk.hours],
      boundary: input.boundary,
      neighbours: input.neighbours ?? null,
      emergency_numbers: JSON.stringify(input.emergency ?? []),
    },
    entry: { kind: 'municipality-made', visibility: 'staff', detail: { name: input.name } },
  });
  return { ok: true, id };
}
