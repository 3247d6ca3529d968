import type { Act } from '#lib/kernel/act.ts';
import type { Post } from '#lib/kernel/actor.ts';
import { newId, type FileId, type PictureId, type PublicPhotoId, type RequestId } from '#lib/kernel/ids.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { Tx } from '#lib/kernel/server/database.ts';
import { changeSubject, createSubject } from '#lib/trail/server/subject.ts';
import type { NewEntry } from '#lib/trail/server/append-entry.ts';
import { lockForReview, reviewerOf, type ReviewTables } from './lock-for-review.ts';
import { projectPublic } from './project-public.ts';
import { selectReviewable } from './select-reviewable.ts';

/** A picture made for the public, in the file store already. */
export type MadePicture = { id: PictureId; bytes: number; width: number; height: number };

type OfPhoto = {
  request: RequestId;
  photo: FileId;
  /** Of what was decided about the photo, 0 while nobody has. */
  version: number;
};

export type PhotoDecided =
  | {
      ok: true;
      version: number;
      /** Pictures that nothing leads to any more, for whoever keeps the file store. */
      dropped: readonly PictureId[];
    }
  | Refusal<'not-allowed' | 'changed-meanwhile' | 'no-picture'>;

/** Shows the photo by the picture that was made of it (an edited one, else `copy`), or to nobody. */
export async function decidePhoto(
  tx: Tx<ReviewTables>,
  act: Act,
  { request, photo, version, show, copy }: OfPhoto & { show: boolean; copy: MadePicture | null },
): Promise<PhotoDecided> {
  const state = show ? 'shown' : 'hidden';
  return change(tx, act, { request, photo, version }, (current) => {
    const picture = pictureOf(current) ?? (show ? copy : null);
    if (show && picture === null) return null;
    return {
      set: { state, edited: current.edited, ...columns(picture) },
      kind: 'public-photo-decided',
      detail: { state },
    };
  });
}

/** Puts a cropped or blurred picture in the place of the last one, or none: back to the photo. It waits to be shown. */
export async function editPhoto(
  tx: Tx<ReviewTables>,
  act: Act,
  { request, photo, version, picture }: OfPhoto & { picture: MadePicture | null },
): Promise<PhotoDecided> {
  return change(tx, act, { request, photo, version }, () => ({
    set: { state: 'waiting', edited: picture !== null, ...columns(picture) },
    kind: 'public-photo-edited',
    detail: { edited: picture !== null },
  }));
}

/** Takes the last decision or edit back, once. */
export async function undoPhoto(tx: Tx<ReviewTables>, act: Act, of: OfPhoto): Promise<PhotoDecided> {
  return change(tx, act, of, ({ earlier }) => {
    if (earlier === null) return null;
    const { state, edited, ...picture } = JSON.parse(earlier) as Earlier;
    return { set: { state, edited, ...picture }, kind: 'publication-undone', detail: { state }, undoes: true };
  });
}

type State = 'waiting' | 'shown' | 'hidden';
type Columns = { picture_id: PictureId | null; bytes: number | null; width: number | null; height: number | null };
type Earlier = Columns & { state: State; edited: boolean };
type Current = Earlier & { id: PublicPhotoId | null; version: number; earlier: string | null };
type Change = {
  set: Earlier;
  kind: Extract<NewEntry['kind'], 'public-photo-decided' | 'public-photo-edited' | 'publication-undone'>;
  detail: NonNullable<NewEntry['detail']>;
  undoes?: true;
};

async function change(
  tx: Tx<ReviewTables>,
  act: Act,
  { request, photo, version }: OfPhoto,
  decide: (current: Current) => Change | null,
): Promise<PhotoDecided> {
  const guarded = await lockForReview(tx, act, request);
  if (!guarded.ok) return guarded;
  const current = await readCurrent(tx, act, request, photo);
  if (!current) return refuse('not-allowed');
  const change = decide(current);
  if (current.version !== version) {
    const same = change !== null && change.kind === 'public-photo-decided' && current.state === change.set.state;
    return same ? { ok: true, version: current.version, dropped: [] } : refuse('changed-meanwhile');
  }
  if (!change) return refuse('no-picture');
  await write(tx, act, { request, photo, current, change, as: guarded.as });
  await projectPublic(tx, act.municipality, [request]);
  return { ok: true, version: version + 1, dropped: droppedBy(current, change) };
}

async function write(
  tx: Tx<ReviewTables>,
  act: Act,
  {
    request,
    photo,
    current,
    change,
    as,
  }: { request: RequestId; photo: FileId; current: Current; change: Change; as: Post },
): Promise<void> {
  const { state, edited, picture_id, bytes, width, height } = current;
  const earlier = change.undoes ? null : JSON.stringify({ state, edited, picture_id, bytes, width, height });
  const set = { ...change.set, earlier, ...reviewerOf(act) };
  const detail = { ...change.detail, photo };
  const entry = { kind: change.kind, visibility: 'staff', request, as, detail } as const;
  if (current.id === null) {
    const id = newId<PublicPhotoId>();
    await createSubject(tx, act, 'public_photo', { id, set: { request_id: request, file_id: photo, ...set }, entry });
    return;
  }
  const { id, version } = current;
  const changed = await changeSubject(tx, act, 'public_photo', { id, version, set, entry });
  if (!changed) throw new Error('a public photo moved although its request was locked');
}

/** Null when the photo is not this request's, cannot be seen yet, or is a document: those are never public. */
async function readCurrent(
  tx: Tx<'file' | 'public_photo'>,
  { municipality }: Act,
  request: RequestId,
  photo: FileId,
): Promise<Current | null> {
  const row = await selectReviewable(tx, municipality, request)
    .select([
      'public_photo.id',
      'public_photo.version',
      'public_photo.state',
      'public_photo.edited',
      'public_photo.picture_id',
      'public_photo.bytes',
      'public_photo.width',
      'public_photo.height',
      'public_photo.earlier',
    ])
    .where('file.id', '=', photo)
    .executeTakeFirst();
  if (!row) return null;
  const { version, state, edited, ...rest } = row;
  return { ...rest, version: version ?? 0, state: state ?? 'waiting', edited: edited ?? false };
}

function pictureOf({ picture_id, bytes, width, height }: Columns): MadePicture | null {
  if (picture_id === null || bytes === null || width === null || height === null) return null;
  return { id: picture_id, bytes, width, height };
}

function columns(picture: MadePicture | null): Columns {
  if (picture === null) return { picture_id: null, bytes: null, width: null, height: null };
  return { picture_id: picture.id, bytes: picture.bytes, width: picture.width, height: picture.height };
}

/** What the row named before, as its picture or as the one to go back to, and names no more. */
function droppedBy(current: Current, change: Change): PictureId[] {
  const before = [current.picture_id, current.earlier && (JSON.parse(current.earlier) as Earlier).picture_id];
  const after = [change.set.picture_id, change.undoes ? null : current.picture_id];
  return [...new Set(before)].filter((id): id is PictureId => Boolean(id) && !after.includes(id as PictureId));
}
