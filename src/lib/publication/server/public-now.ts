import type { MunicipalityId, RequestId } from '#lib/kernel/ids.ts';
import type { Reference } from '#lib/kernel/reference.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import type { Translated } from '#lib/categories/category.ts';
import { derivePublic, type ProjectionTables } from './project-public.ts';

type Sources = Exclude<ProjectionTables, 'public_request'>;

/**
 * What everybody may see of a request at this moment, for what leaves the house and cannot be taken back: the row that public
 * pages read may be a second behind. Null when that is nothing.
 */
export async function readPublicNow(
  db: Db<Sources | 'hamlet' | 'office'>,
  municipality: MunicipalityId,
  request: RequestId,
) {
  const [row] = await derivePublic(db, municipality, [request]);
  if (!row?.shown) return null;
  const names = await db
    .selectFrom('category')
    .innerJoin('office', (join) =>
      join.onRef('office.municipality_id', '=', 'category.municipality_id').on('office.id', '=', row.office_id),
    )
    .leftJoin('hamlet', (join) =>
      join.onRef('hamlet.municipality_id', '=', 'category.municipality_id').on('hamlet.id', '=', row.hamlet_id),
    )
    .select(['category.names', 'office.name as office', 'hamlet.name as hamlet'])
    .where('category.municipality_id', '=', municipality)
    .where('category.id', '=', row.category_id)
    .executeTakeFirstOrThrow();
  const reference: Reference = { series: row.series, year: row.year, number: row.number };
  return {
    reference,
    category: JSON.parse(names.names) as Translated,
    title: row.title,
    place: row.place,
    hamlet: names.hamlet,
    office: names.office,
    stage: row.stage,
    outcome: row.outcome,
  };
}

/** Those of these requests that everybody may see at this moment. */
export async function publicNow(
  db: Db<Sources>,
  municipality: MunicipalityId,
  requests: readonly RequestId[],
): Promise<ReadonlySet<RequestId>> {
  const rows = await derivePublic(db, municipality, requests);
  return new Set(rows.filter(({ shown }) => shown).map(({ request_id }) => request_id));
}
