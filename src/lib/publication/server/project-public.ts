import { sql } from 'kysely';
import type { CategoryId, MunicipalityId, RequestId } from '#lib/kernel/ids.ts';
import type { Db, Tx } from '#lib/kernel/server/database.ts';
import { documentType } from '#lib/files/photo-limits.ts';
import { comparableStreet } from '../near-by.ts';
import { publicPoint } from '../public-point.ts';
import { publicStageOf } from '../public-stage.ts';
import { publicView } from '../public-view.ts';
import { streetOf } from '../street-of.ts';

export type ProjectionTables =
  'request' | 'category' | 'municipality' | 'step' | 'file' | 'publication' | 'public_photo' | 'public_request';

/**
 * Writes anew what public pages read of these requests, from how they stand now: the same however often and by whom. Decisions
 * call it in their own transaction, so that hiding takes effect at once; the follower calls it for everything else.
 */
export async function projectPublic(
  tx: Tx<ProjectionTables>,
  municipality: MunicipalityId,
  requests: readonly RequestId[],
): Promise<void> {
  const rows = await derivePublic(tx, municipality, requests);
  if (rows.length === 0) return;
  await tx
    .insertInto('public_request')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['municipality_id', 'request_id']).doUpdateSet((row) => ({
        category_id: row.ref('excluded.category_id'),
        hamlet_id: row.ref('excluded.hamlet_id'),
        office_id: row.ref('excluded.office_id'),
        stage: row.ref('excluded.stage'),
        outcome: row.ref('excluded.outcome'),
        taken_on: row.ref('excluded.taken_on'),
        closed_on: row.ref('excluded.closed_on'),
        shown: row.ref('excluded.shown'),
        waits: row.ref('excluded.waits'),
        place: row.ref('excluded.place'),
        title: row.ref('excluded.title'),
        body: row.ref('excluded.body'),
        latitude: row.ref('excluded.latitude'),
        longitude: row.ref('excluded.longitude'),
        street: row.ref('excluded.street'),
      })),
    )
    .execute();
}

/** The same, not written: for whoever cannot wait for the follower to have been there. */
export async function derivePublic(
  db: Db<Exclude<ProjectionTables, 'public_request'>>,
  municipality: MunicipalityId,
  requests: readonly RequestId[],
) {
  const sources = await readSources(db, municipality, requests);
  return sources.map((source) => toRow(municipality, source));
}

/** All requests of categories whose visibility may have changed. */
export async function requestsOfCategories(
  tx: Tx<'request'>,
  municipality: MunicipalityId,
  categories: readonly CategoryId[],
): Promise<RequestId[]> {
  const rows = await tx
    .selectFrom('request')
    .select('id')
    .where('municipality_id', '=', municipality)
    .where((where) => where('category_id', '=', where.fn.any(where.val([...categories]))))
    .execute();
  return rows.map(({ id }) => id);
}

type Source = Awaited<ReturnType<typeof readSources>>[number];

function readSources(
  db: Db<Exclude<ProjectionTables, 'public_request'>>,
  municipality: MunicipalityId,
  requests: readonly RequestId[],
) {
  return db
    .selectFrom('request')
    .innerJoin('category', (join) =>
      join
        .onRef('category.municipality_id', '=', 'request.municipality_id')
        .onRef('category.id', '=', 'request.category_id'),
    )
    .innerJoin('municipality', 'municipality.municipality_id', 'request.municipality_id')
    .leftJoin('publication', (join) =>
      join
        .onRef('publication.municipality_id', '=', 'request.municipality_id')
        .onRef('publication.request_id', '=', 'request.id'),
    )
    .select([
      'request.id',
      'request.series',
      'request.year',
      'request.number',
      'request.category_id',
      'request.hamlet_id',
      'request.office_id',
      'request.state',
      'request.outcome',
      'request.received_at',
      'request.taken_at',
      'request.closed_at',
      'request.title',
      'request.body',
      'request.place',
      'request.latitude',
      'request.longitude',
      'category.visibility',
      'municipality.zone',
      'publication.state as decided',
      'publication.title as public_title',
      'publication.body as public_body',
      'publication.place as public_place',
    ])
    .select((row) => [
      row
        .exists(
          row
            .selectFrom('step')
            .select('step.id')
            .whereRef('step.municipality_id', '=', 'request.municipality_id')
            .whereRef('step.request_id', '=', 'request.id')
            .where('step.state', '=', sql.lit('planned')),
        )
        .as('inspection_open'),
      row
        .exists(
          row
            .selectFrom('file')
            .leftJoin('public_photo', (join) =>
              join
                .onRef('public_photo.municipality_id', '=', 'file.municipality_id')
                .onRef('public_photo.file_id', '=', 'file.id'),
            )
            .select('file.id')
            .whereRef('file.municipality_id', '=', 'request.municipality_id')
            .whereRef('file.request_id', '=', 'request.id')
            .where('file.state', '=', 'ready')
            .where('file.media_type', '!=', documentType)
            .where((where) =>
              where.or([where('public_photo.id', 'is', null), where('public_photo.state', '=', 'waiting')]),
            ),
        )
        .as('photo_waits'),
    ])
    .where('request.municipality_id', '=', municipality)
    .where((where) => where('request.id', '=', where.fn.any(where.val([...requests]))))
    .execute();
}

function toRow(municipality: MunicipalityId, source: Source) {
  const { title, body, place } = source;
  const day = (at: Temporal.Instant) => at.toZonedDateTimeISO(source.zone).toPlainDate();
  const view = publicView({
    visibility: source.visibility,
    outcome: source.outcome,
    original: { title, body, place },
    street: streetOf(place),
    decided: source.decided && {
      state: source.decided,
      title: source.public_title ?? '',
      body: source.public_body ?? '',
      place: source.public_place ?? '',
    },
    photoWaits: source.photo_waits === true,
  });
  const point = publicPoint(view, pointOf(source));
  return {
    municipality_id: municipality,
    request_id: source.id,
    series: source.series,
    year: source.year,
    number: source.number,
    category_id: source.category_id,
    hamlet_id: source.hamlet_id,
    office_id: source.office_id,
    stage: publicStageOf(source.state, source.inspection_open === true),
    outcome: source.outcome,
    received_on: day(source.received_at),
    taken_on: source.taken_at && day(source.taken_at),
    closed_on: source.closed_at && day(source.closed_at),
    ...view,
    latitude: point?.latitude ?? null,
    longitude: point?.longitude ?? null,
    street: comparableStreet(view.place),
  };
}

function pointOf({ latitude, longitude }: Source) {
  return latitude === null || longitude === null ? null : { latitude, longitude };
}
