import type { MunicipalityId, PictureId } from '#lib/kernel/ids.ts';
import type { Reference } from '#lib/kernel/reference.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import type { Translated } from '#lib/categories/category.ts';
import { selectPublic, type PublicTables } from './select-public.ts';

export type PublicRequestView = NonNullable<Awaited<ReturnType<typeof readPublic>>>;

/** What everybody may see of a request; null for what is not there and for what is not public alike. */
export async function readPublic(db: Db<PublicTables>, municipality: MunicipalityId, reference: Reference) {
  const row = await selectPublic(db, municipality)
    .innerJoin('office', (join) =>
      join
        .onRef('office.municipality_id', '=', 'public_request.municipality_id')
        .onRef('office.id', '=', 'public_request.office_id'),
    )
    .leftJoin('hamlet', (join) =>
      join
        .onRef('hamlet.municipality_id', '=', 'public_request.municipality_id')
        .onRef('hamlet.id', '=', 'public_request.hamlet_id'),
    )
    .select([
      'public_request.request_id',
      'public_request.stage',
      'public_request.outcome',
      'public_request.place',
      'public_request.title',
      'public_request.body',
      'public_request.received_on',
      'public_request.taken_on',
      'public_request.closed_on',
      'category.names',
      'category.slug',
      'category.icon',
      'office.name as office',
      'hamlet.name as hamlet',
    ])
    .where('public_request.series', '=', reference.series)
    .where('public_request.year', '=', reference.year)
    .where('public_request.number', '=', reference.number)
    .executeTakeFirst();
  if (!row) return null;
  const photos = await db
    .selectFrom('public_photo')
    .select(['picture_id as id', 'width', 'height'])
    .where('municipality_id', '=', municipality)
    .where('request_id', '=', row.request_id)
    .where('state', '=', 'shown')
    .orderBy('file_id')
    .execute();
  return {
    reference,
    stage: row.stage,
    outcome: row.outcome,
    place: row.place,
    hamlet: row.hamlet,
    title: row.title,
    body: row.body,
    category: { names: JSON.parse(row.names) as Translated, slug: row.slug, icon: row.icon },
    office: row.office,
    receivedOn: row.received_on,
    takenOn: row.taken_on,
    closedOn: row.closed_on,
    photos: photos.map(({ id, width, height }) => ({ id: id as PictureId, width: width ?? 0, height: height ?? 0 })),
  };
}

/** The size of a picture that everybody may see; null for any other. */
export async function findPublicPicture(
  db: Db<PublicTables>,
  municipality: MunicipalityId,
  id: PictureId,
): Promise<{ bytes: number } | null> {
  const row = await selectPublic(db, municipality)
    .innerJoin('public_photo', (join) =>
      join
        .onRef('public_photo.municipality_id', '=', 'public_request.municipality_id')
        .onRef('public_photo.request_id', '=', 'public_request.request_id'),
    )
    .select('public_photo.bytes')
    .where('public_photo.picture_id', '=', id)
    .where('public_photo.state', '=', 'shown')
    .executeTakeFirst();
  return row?.bytes == null ? null : { bytes: row.bytes };
}
