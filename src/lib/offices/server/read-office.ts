import type { MunicipalityId, OfficeId } from '#lib/kernel/ids.ts';
import type { Db } from '#lib/kernel/server/database.ts';

export async function readOfficeName(db: Db<'office'>, municipality: MunicipalityId, id: OfficeId): Promise<string> {
  const row = await db
    .selectFrom('office')
    .select('name')
    .where('municipality_id', '=', municipality)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.name;
}
