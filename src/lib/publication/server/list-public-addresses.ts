import { sql, type SqlBool } from 'kysely';
import type { MunicipalityId } from '#lib/kernel/ids.ts';
import type { Reference } from '#lib/kernel/reference.ts';
import type { Db } from '#lib/kernel/server/database.ts';

/** As many as one sitemap is read with at ease (the format allows 50,000). */
const most = 10_000;

/** The requests that everybody may see, newest first: for search engines, which find the rest from page to page. */
export async function listPublicAddresses(
  db: Db<'public_request' | 'category'>,
  municipality: MunicipalityId,
): Promise<Reference[]> {
  const rows = await db
    .selectFrom('public_request')
    .innerJoin('category', (join) =>
      join
        .onRef('category.municipality_id', '=', 'public_request.municipality_id')
        .onRef('category.id', '=', 'public_request.category_id'),
    )
    .select(['public_request.series', 'public_request.year', 'public_request.number'])
    .where('public_request.municipality_id', '=', municipality)
    .where(sql<SqlBool>`shown`)
    .where('category.visibility', '!=', 'private')
    .orderBy('public_request.received_on', 'desc')
    .orderBy('public_request.number', 'desc')
    .limit(most)
    .execute();
  return rows.map(({ series, year, number }) => ({ series: series as '' | 'P', year, number }));
}
