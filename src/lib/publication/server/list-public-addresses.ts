import type { MunicipalityId } from '#lib/kernel/ids.ts';
import type { Reference } from '#lib/kernel/reference.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import { selectPublic, type PublicTables } from './select-public.ts';

/** As many as one sitemap is read with at ease (the format allows 50,000). */
const most = 10_000;

/** The requests that everybody may see, newest first: for search engines, which find the rest from page to page. */
export async function listPublicAddresses(db: Db<PublicTables>, municipality: MunicipalityId): Promise<Reference[]> {
  const rows = await selectPublic(db, municipality)
    .select(['public_request.series', 'public_request.year', 'public_request.number'])
    .orderBy('public_request.received_on', 'desc')
    .orderBy('public_request.number', 'desc')
    .limit(most)
    .execute();
  return rows.map(({ series, year, number }) => ({ series: series as '' | 'P', year, number }));
}
