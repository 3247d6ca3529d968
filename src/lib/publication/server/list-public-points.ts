import type { CategoryId, MunicipalityId } from '#lib/kernel/ids.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import type { Translated } from '#lib/categories/category.ts';
import { meets, type PublicFilter } from './list-public.ts';
import { selectPublic, type PublicTables } from './select-public.ts';

/** As many as one map tells apart and a slow line carries. */
const mostPoints = 300;

/** Those of the list that have a point, the newest first; `more` where there are older ones. */
export async function listPublicPoints(
  db: Db<PublicTables>,
  municipality: MunicipalityId,
  { filter, visible, most = mostPoints }: { filter: PublicFilter; visible: readonly CategoryId[]; most?: number },
) {
  const rows = await selectPublic(db, municipality)
    .where(meets(filter, visible))
    .where('public_request.latitude', 'is not', null)
    .where('public_request.longitude', 'is not', null)
    .select([
      'public_request.series',
      'public_request.year',
      'public_request.number',
      'public_request.title',
      'public_request.stage',
      'public_request.outcome',
      'public_request.latitude',
      'public_request.longitude',
      'category.names',
    ])
    .orderBy('public_request.received_on', 'desc')
    .orderBy('public_request.number', 'desc')
    .orderBy('public_request.series')
    .limit(most + 1)
    .execute();
  const points = rows.slice(0, most).map(({ series, year, number, names, latitude, longitude, ...row }) => ({
    ...row,
    reference: { series: series as '' | 'P', year, number },
    category: JSON.parse(names) as Translated,
    latitude: latitude ?? 0,
    longitude: longitude ?? 0,
  }));
  return { points, more: rows.length > most };
}
