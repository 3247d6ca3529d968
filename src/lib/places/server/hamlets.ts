import type { Act } from '#lib/kernel/act.ts';
import { newId, type HamletId, type MunicipalityId } from '#lib/kernel/ids.ts';
import { mayOrganise } from '#lib/kernel/permissions.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { Db, TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { createSubject } from '#lib/trail/server/subject.ts';

export type Hamlet = { id: HamletId; name: string; latitude: number; longitude: number };

export async function nameHamlet(
  tx: Tx<'hamlet' | TrailTables>,
  act: Act,
  { name, latitude, longitude, position }: { name: string; latitude: number; longitude: number; position: number },
): Promise<{ ok: true; id: HamletId } | Refusal<'not-allowed'>> {
  if (!mayOrganise(act.actor)) return refuse('not-allowed');
  const id = newId<HamletId>();
  await createSubject(tx, act, 'hamlet', {
    id,
    set: { name, latitude, longitude, position },
    entry: { kind: 'hamlet-made', visibility: 'staff', detail: { name } },
  });
  return { ok: true, id };
}

/** The parts of the territory, the main town first. */
export function listHamlets(db: Db<'hamlet'>, municipality: MunicipalityId): Promise<Hamlet[]> {
  return db
    .selectFrom('hamlet')
    .select(['id', 'name', 'latitude', 'longitude'])
    .where('municipality_id', '=', municipality)
    .orderBy('position')
    .execute();
}
