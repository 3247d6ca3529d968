import type { MunicipalityId, OfficeId } from '#lib/kernel/ids.ts';
import type { Db } from '#lib/kernel/server/database.ts';

/** By name, for whoever chooses one. */
export function listOffices(db: Db<'office'>, municipality: MunicipalityId): Promise<{ id: OfficeId; name: string }[]> {
  return db
    .selectFrom('office')
    .select(['id', 'name'])
    .where('municipality_id', '=', municipality)
    .orderBy('name')
    .orderBy('id')
    .execute();
}
