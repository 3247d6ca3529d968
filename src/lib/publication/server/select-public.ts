import { sql, type SqlBool } from 'kysely';
import type { MunicipalityId } from '#lib/kernel/ids.ts';
import type { Db } from '#lib/kernel/server/database.ts';

export type PublicTables = 'public_request' | 'public_photo' | 'category' | 'hamlet' | 'office';

/**
 * What everybody may see, with its category: shown, and of no private category. One made private a moment ago is gone even while
 * its requests are still being written anew.
 */
export function selectPublic(db: Db<PublicTables>, municipality: MunicipalityId) {
  return db
    .selectFrom('public_request')
    .innerJoin('category', (join) =>
      join
        .onRef('category.municipality_id', '=', 'public_request.municipality_id')
        .onRef('category.id', '=', 'public_request.category_id'),
    )
    .where('public_request.municipality_id', '=', municipality)
    .where(sql<SqlBool>`shown`)
    .where('category.visibility', '!=', 'private');
}
