import { sql, type SqlBool } from 'kysely';
import type { MunicipalityId, PictureId } from '#lib/kernel/ids.ts';
import type { Reference } from '#lib/kernel/reference.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import type { Translated } from '#lib/categories/category.ts';

type Tables = 'public_request' | 'public_photo' | 'category' | 'hamlet' | 'office';

export type PublicRequestView = NonNullable<Awaited<ReturnType<typeof readPublic>>>;

/** What everybody may see of a request; null for what is not there and for what is not public alike. */
export async function readPublic(db: Db<Tables>, municipality: MunicipalityId, reference: Reference) {
  const row = await db
    .selectFrom('public_request')
    .innerJoin('category', (join) =>
      join
        .onRef('category.municipality_id', '=', 'public_request.municipality_id')
        .onRef('category.id', '=', 'public_request.category_id'),
    )
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
    .where('public_request.municipality_id', '=', municipality)
    .where('public_request.series', '=', reference.series)
    .where('public_request.year', '=', reference.year)
    .where('public_request.number', '=', reference.number)
    .where(sql<SqlBool>`shown`)
    .where('category.visibility', '!=', 'private')
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
  db: Db<'public_photo' | 'public_request' | 'category'>,
  municipality: MunicipalityId,
  id: PictureId,
): Promise<{ bytes: number } | null> {
  const row = await db
    .selectFrom('public_photo')
    .innerJoin('public_request', (join) =>
      join
        .onRef('public_request.municipality_id', '=', 'public_photo.municipality_id')
        .onRef('public_request.request_id', '=', 'public_photo.request_id'),
    )
    .innerJoin('category', (join) =>
      join
        .onRef('category.municipality_id', '=', 'public_request.municipality_id')
        .onRef('category.id', '=', 'public_request.category_id'),
    )
    .select('public_photo.bytes')
    .where('public_photo.municipality_id', '=', municipality)
    .where('public_photo.picture_id', '=', id)
    .where('public_photo.state', '=', 'shown')
    .where(sql<SqlBool>`shown`)
    .where('category.visibility', '!=', 'private')
    .executeTakeFirst();
  return row?.bytes == null ? null : { bytes: row.bytes };
}
