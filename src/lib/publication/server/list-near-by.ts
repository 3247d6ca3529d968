import { sql, type SqlBool } from 'kysely';
import type { CategoryId, HamletId, MunicipalityId } from '#lib/kernel/ids.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import { around, distance, type Point } from '#lib/places/point.ts';
import { comparableStreet, mostNearBy, nearMetres, roundMetres } from '../near-by.ts';
import { selectPublic, type PublicTables } from './select-public.ts';

/** What somebody is about to report, and where. */
export type Reporting = { category: CategoryId; hamlet: HamletId; place: string; point: Point | null };

export type NearBy = Awaited<ReturnType<typeof listNearBy>>[number];

/**
 * Open requests of the same kind that may be about the same thing, nearest first: by distance where both have a point, else in
 * the same street of the same hamlet. Only what everybody may see, by the selection of all public pages: that something else
 * was reported here, which nobody may know of, is not told by as much as a count.
 */
export async function listNearBy(
  db: Db<PublicTables>,
  municipality: MunicipalityId,
  { category, hamlet, place, point }: Reporting,
) {
  const street = comparableStreet(place);
  if (street === '' && point === null) return [];
  const rows = await selectPublic(db, municipality)
    .select((row) => [
      'public_request.series',
      'public_request.year',
      'public_request.number',
      'public_request.stage',
      'public_request.place',
      'public_request.title',
      'public_request.received_on as receivedOn',
      'public_request.latitude',
      'public_request.longitude',
      row
        .selectFrom('public_photo')
        .select('public_photo.picture_id')
        .whereRef('public_photo.municipality_id', '=', 'public_request.municipality_id')
        .whereRef('public_photo.request_id', '=', 'public_request.request_id')
        .where('public_photo.state', '=', 'shown')
        .orderBy('public_photo.file_id')
        .limit(sql.lit(1))
        .as('picture'),
    ])
    // In the statement itself, as `shown`: for the indexes of what is open.
    .where(sql<SqlBool>`stage <> 'closed'`)
    .where('public_request.category_id', '=', category)
    .where((row) => {
      const inStreet = row.and([
        row('public_request.street', '=', street),
        row('public_request.street', '!=', ''),
        row('public_request.hamlet_id', '=', hamlet),
      ]);
      if (point === null) return inStreet;
      const { south, north, west, east } = around(point, nearMetres);
      return row.or([
        row.and([
          row('public_request.latitude', '>=', south),
          row('public_request.latitude', '<=', north),
          row('public_request.longitude', '>=', west),
          row('public_request.longitude', '<=', east),
        ]),
        row.and([row('public_request.latitude', 'is', null), inStreet]),
      ]);
    })
    .$if(point !== null, (query) => query.orderBy(squareTo(point as Point), (order) => order.asc().nullsLast()))
    .orderBy('public_request.received_on', 'desc')
    .orderBy('public_request.number', 'desc')
    .limit(mostNearBy)
    .execute();
  return rows
    .map(({ series, year, number, latitude, longitude, ...row }) => ({
      ...row,
      reference: { series: series as '' | 'P', year, number },
      /** Rounded; null in the same street, where nobody knows how far. */
      metres: point && latitude !== null && longitude !== null ? distance(point, { latitude, longitude }) : null,
    }))
    .filter(({ metres }) => metres === null || metres <= nearMetres)
    .map(({ metres, ...row }) => ({ ...row, metres: metres === null ? null : roundMetres(metres) }));
}

/** The square of the distance in degrees of latitude, which is all that an order needs. */
function squareTo({ latitude, longitude }: Point) {
  return sql`power(public_request.latitude - ${latitude}, 2)
    + power((public_request.longitude - ${longitude}) * ${Math.cos((latitude * Math.PI) / 180)}, 2)`;
}
