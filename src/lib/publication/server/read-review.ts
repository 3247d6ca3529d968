import { sql, type SqlBool } from 'kysely';
import type { Actor } from '#lib/kernel/actor.ts';
import type { FileId, PictureId, RequestId } from '#lib/kernel/ids.ts';
import { may, scopeOf, type RequestSubject } from '#lib/kernel/permissions.ts';
import type { Reference } from '#lib/kernel/reference.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import type { Translated } from '#lib/categories/category.ts';
import { countCap } from '#lib/requests/server/list-inbox.ts';
import { publicView, type Visibility, type Wording, type WordingState } from '../public-view.ts';
import { streetOf } from '../street-of.ts';
import { selectReviewable } from './select-reviewable.ts';

/** Whether the actor reviews at all: the queue is one for the whole municipality. */
function reviews(actor: Actor): boolean {
  return scopeOf(actor, 'review-publication') === 'everywhere';
}

/** How many requests wait for the desk, up to the cap; null for who does not review. */
export async function countWaiting(db: Db<'public_request'>, actor: Actor): Promise<number | null> {
  if (!reviews(actor)) return null;
  const { count } = await db
    .selectFrom(
      db
        .selectFrom('public_request')
        .select('number')
        .where('municipality_id', '=', actor.municipality)
        .where(sql<SqlBool>`waits`)
        .limit(sql.lit(countCap + 1))
        .as('capped'),
    )
    .select((row) => row.cast<number>(row.fn.countAll(), 'integer').as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** The request that waits longest, or longest after the one given; null when there is none, or for who does not review. */
export async function nextWaiting(
  db: Db<'public_request'>,
  actor: Actor,
  after: Reference | null,
): Promise<Reference | null> {
  if (!reviews(actor)) return null;
  const from = after && (await dayOf(db, actor, after));
  const row = await db
    .selectFrom('public_request')
    .select(['series', 'year', 'number'])
    .where('municipality_id', '=', actor.municipality)
    .where(sql<SqlBool>`waits`)
    .$if(from !== null, (query) =>
      query.where((where) => {
        const { day, number, series } = from as { day: Temporal.PlainDate; number: number; series: string };
        return where.or([
          where('received_on', '>', day),
          where.and([where('received_on', '=', day), where('number', '>', number)]),
          where.and([where('received_on', '=', day), where('number', '=', number), where('series', '>', series)]),
        ]);
      }),
    )
    .orderBy('received_on')
    .orderBy('number')
    .orderBy('series')
    .limit(1)
    .executeTakeFirst();
  return row ? { series: row.series as Reference['series'], year: row.year, number: row.number } : null;
}

async function dayOf(db: Db<'public_request'>, { municipality }: Actor, { series, year, number }: Reference) {
  const row = await db
    .selectFrom('public_request')
    .select('received_on')
    .where('municipality_id', '=', municipality)
    .where('series', '=', series)
    .where('year', '=', year)
    .where('number', '=', number)
    .executeTakeFirst();
  return row ? { day: row.received_on, number, series } : null;
}

export type ReviewPhoto = {
  id: FileId;
  version: number;
  state: 'waiting' | 'shown' | 'hidden';
  /** Made for the public; the photo itself where there is none yet. */
  picture: PictureId | null;
  edited: boolean;
  undoable: boolean;
};

export type ReviewView = {
  id: RequestId;
  subject: RequestSubject;
  reference: Reference;
  category: { names: Translated; visibility: Visibility };
  hamlet: string | null;
  receivedAt: Temporal.Instant;
  /** As the citizen wrote it, with whose words they are. */
  original: Wording & { author: string };
  /** As everybody would read it: decided, or to begin with. */
  wording: Wording;
  state: WordingState;
  version: number;
  undoable: boolean;
  /** Who decided last, and when. */
  decided: { by: string; at: Temporal.Instant } | null;
  shown: boolean;
  waits: boolean;
  photos: ReviewPhoto[];
};

type Tables = 'request' | 'category' | 'hamlet' | 'office' | 'publication' | 'person' | 'file' | 'public_photo';

/** A request as its reviewer sees it; null when it is not there or not for this actor. */
export async function readReview(db: Db<Tables>, actor: Actor, reference: Reference): Promise<ReviewView | null> {
  const row = await selectRequest(db, actor, reference);
  if (!row) return null;
  const subject = { municipality: actor.municipality, id: row.id, office: row.office_id, sector: row.sector_id };
  if (!may(actor, 'review-publication', subject)) return null;
  const photos = await readPhotos(db, actor, row.id);
  const { title, body, place } = row;
  const original = { title, body, place };
  const street = streetOf(place);
  const decided: (Wording & { state: WordingState }) | null = row.state && {
    state: row.state,
    title: row.public_title ?? '',
    body: row.public_body ?? '',
    place: row.public_place ?? '',
  };
  const { shown, waits } = publicView({
    visibility: row.visibility,
    outcome: row.outcome,
    original,
    street,
    decided,
    photoWaits: photos.some(({ state }) => state === 'waiting'),
  });
  return {
    id: row.id,
    subject,
    reference,
    category: { names: JSON.parse(row.names) as Translated, visibility: row.visibility },
    hamlet: row.hamlet,
    receivedAt: row.received_at,
    original: { ...original, author: row.author_name },
    wording: decided ?? { title, body, place: street },
    state: row.state ?? 'waiting',
    version: row.version ?? 0,
    undoable: row.earlier !== null,
    decided: row.reviewer !== null && row.reviewed_at !== null ? { by: row.reviewer, at: row.reviewed_at } : null,
    shown,
    waits,
    photos,
  };
}

function selectRequest(db: Db<Tables>, { municipality }: Actor, { series, year, number }: Reference) {
  return db
    .selectFrom('request')
    .innerJoin('category', (join) =>
      join
        .onRef('category.municipality_id', '=', 'request.municipality_id')
        .onRef('category.id', '=', 'request.category_id'),
    )
    .innerJoin('office', (join) =>
      join.onRef('office.municipality_id', '=', 'request.municipality_id').onRef('office.id', '=', 'request.office_id'),
    )
    .leftJoin('hamlet', (join) =>
      join.onRef('hamlet.municipality_id', '=', 'request.municipality_id').onRef('hamlet.id', '=', 'request.hamlet_id'),
    )
    .leftJoin('publication', (join) =>
      join
        .onRef('publication.municipality_id', '=', 'request.municipality_id')
        .onRef('publication.request_id', '=', 'request.id'),
    )
    .leftJoin('person', (join) =>
      join
        .onRef('person.municipality_id', '=', 'publication.municipality_id')
        .onRef('person.id', '=', 'publication.reviewer_id'),
    )
    .select([
      'request.id',
      'request.title',
      'request.body',
      'request.place',
      'request.author_name',
      'request.received_at',
      'request.outcome',
      'request.office_id',
      'office.sector_id',
      'category.names',
      'category.visibility',
      'hamlet.name as hamlet',
      'publication.version',
      'publication.state',
      'publication.title as public_title',
      'publication.body as public_body',
      'publication.place as public_place',
      'publication.earlier',
      'publication.reviewed_at',
      'person.name as reviewer',
    ])
    .where('request.municipality_id', '=', municipality)
    .where('request.series', '=', series)
    .where('request.year', '=', year)
    .where('request.number', '=', number)
    .executeTakeFirst();
}

async function readPhotos(db: Db<'file' | 'public_photo'>, { municipality }: Actor, request: RequestId) {
  const rows = await selectReviewable(db, municipality, request)
    .select([
      'file.id',
      'public_photo.version',
      'public_photo.state',
      'public_photo.picture_id',
      'public_photo.edited',
      'public_photo.earlier',
    ])
    .orderBy('file.id')
    .execute();
  return rows.map(({ id, version, state, picture_id, edited, earlier }): ReviewPhoto => ({
    id,
    version: version ?? 0,
    state: state ?? 'waiting',
    picture: picture_id,
    edited: edited ?? false,
    undoable: earlier !== null,
  }));
}

/** The request of a picture that was made for the public, shown or not: for its reviewer alone. */
export async function findReviewPicture(
  db: Db<'public_photo' | 'request' | 'office'>,
  actor: Actor,
  id: PictureId,
): Promise<{ bytes: number } | null> {
  const row = await db
    .selectFrom('public_photo')
    .innerJoin('request', (join) =>
      join
        .onRef('request.municipality_id', '=', 'public_photo.municipality_id')
        .onRef('request.id', '=', 'public_photo.request_id'),
    )
    .innerJoin('office', (join) =>
      join.onRef('office.municipality_id', '=', 'request.municipality_id').onRef('office.id', '=', 'request.office_id'),
    )
    .select(['public_photo.bytes', 'request.id', 'request.office_id', 'office.sector_id'])
    .where('public_photo.municipality_id', '=', actor.municipality)
    .where('public_photo.picture_id', '=', id)
    .executeTakeFirst();
  if (row?.bytes == null) return null;
  const subject = { municipality: actor.municipality, id: row.id, office: row.office_id, sector: row.sector_id };
  return may(actor, 'review-publication', subject) ? { bytes: row.bytes } : null;
}
