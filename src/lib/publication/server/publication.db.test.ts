import { sql } from 'kysely';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Actor } from '#lib/kernel/actor.ts';
import { levels } from '#lib/kernel/actor.ts';
import { newId, type ActId, type EntryId, type FileId, type PictureId } from '#lib/kernel/ids.ts';
import { grid } from '#lib/kernel/permissions.ts';
import { parseReference, type Reference } from '#lib/kernel/reference.ts';
import { digestOfSecret } from '#lib/kernel/server/form-key.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { decodeNextPhoto } from '#lib/files/server/decode-photos.ts';
import { keyOfFile, keyOfPicture, readWhole } from '#lib/files/server/file-store.ts';
import { readMultipart } from '#lib/files/server/read-multipart.ts';
import { receivePhoto } from '#lib/files/server/receive-file.ts';
import { sweepUploads } from '#lib/files/server/sweep-uploads.ts';
import { closeRequest } from '#lib/requests/server/close-request.ts';
import { eraseRequest } from '#lib/requests/server/erase-request.ts';
import { addReadyPhotos } from '#lib/requests/server/add-ready-photos.ts';
import { planInspection } from '#lib/requests/server/plan-inspection.ts';
import { readTimeline } from '#lib/requests/server/read-timeline.ts';
import type { ReportRequest } from '#lib/requests/server/report-request.ts';
import { addNote } from '#lib/requests/server/write-on-request.ts';
import { advance } from '#lib/trail/server/follower.ts';
import { givePositionsToAll } from '#lib/trail/server/give-positions.ts';
import { multipart, openTestStore } from '#test/photos.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { buildTwoTowns, reported, type Town } from '#test/town.ts';
import type { Visibility } from '../public-view.ts';
import { decidePhoto, editPhoto, undoPhoto, type MadePicture, type PhotoDecided } from './decide-photo.ts';
import { decideWording, undoWording, type DecideWording } from './decide-wording.ts';
import { countPublic, listPublic, listPublicCategories, type PublicFilter, type PublicKey } from './list-public.ts';
import { listPublicAddresses } from './list-public-addresses.ts';
import { listPublicPoints } from './list-public-points.ts';
import { deletePictures, makePicture } from './make-picture.ts';
import { publicationFollower } from './publication-follower.ts';
import { readPublicity } from './read-publicity.ts';
import { findPublicPicture, readPublic } from './read-public.ts';
import { countWaiting, findReviewPicture, nextWaiting, readReview } from './read-review.ts';

let db: TestDatabase;
let here: Town;
let there: Town;
let files: Awaited<ReturnType<typeof openTestStore>>;
const now = Temporal.Instant.from('2026-11-23T09:00:00Z');

beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  [here, there] = await buildTwoTowns(db.web);
  files = await openTestStore();
});
afterAll(async () => {
  await db.close();
  await files.close();
});

/** What workers do: positions for all, then this follower to the end. */
async function follow(): Promise<void> {
  while (await givePositionsToAll(db.worker, [publicationFollower.name]));
  for (const town of [here, there]) while (await advance(db.worker, publicationFollower, town.id, now));
}

type Made = { id: Awaited<ReturnType<typeof reported>>['id']; reference: Reference };

async function made(town: Town, changes: Partial<ReportRequest> = {}): Promise<Made> {
  const { id, reference } = await reported(town, changes);
  await follow();
  const parsed = parseReference(reference);
  if (!parsed) throw new Error('no reference');
  return { id, reference: parsed };
}

const desk = (town: Town) => town.people['front-desk'];
const wording = { title: 'Buca in strada', body: 'Una buca profonda.', place: 'Via Aurelia' };
const decide = (
  town: Town,
  { id }: Made,
  changes: Partial<DecideWording> = {},
  by: Actor = desk(town),
): ReturnType<typeof decideWording> =>
  perform(town.door, by, null, decideWording, {
    request: id,
    version: 0,
    decision: 'shown',
    wording,
    ...changes,
  }) as ReturnType<typeof decideWording>;
const page = (town: Town, { reference }: Made) => readPublic(db.web, town.id, reference);
const review = (town: Town, { reference }: Made, by: Actor = desk(town)) => readReview(db.web, by, reference);

async function setVisibility(town: Town, visibility: Visibility): Promise<void> {
  await db.owner
    .updateTable('category')
    .set({ visibility })
    .where('municipality_id', '=', town.id)
    .where('id', '=', town.categories.green)
    .execute();
  await publicationFollowerHears(town);
}

/** The entry that changing a category writes. */
async function publicationFollowerHears(town: Town): Promise<void> {
  await db.worker.transaction().execute((tx) =>
    publicationFollower.digest(tx, town.id, [
      {
        position: 1,
        id: newId<EntryId>(),
        act: newId<ActId>(),
        kind: 'category-changed',
        request: null,
        subject: town.categories.green,
        visibility: 'staff',
        at: now,
        origin: 'live',
      },
    ]),
  );
}

async function list(town: Town, filter: Partial<PublicFilter> = {}, after: PublicKey | null = null) {
  const visible = (await listPublicCategories(db.web, town.id)).map(({ id }) => id);
  const whole: PublicFilter = { categories: [], hamlet: null, stage: null, words: '', ...filter };
  const { rows, next } = await listPublic(db.web, town.id, { filter: whole, visible, after });
  return { rows, next, counts: await countPublic(db.web, town.id, { filter: whole, visible }) };
}

const numbers = (rows: readonly { reference: Reference }[]) => rows.map(({ reference }) => reference.number);

describe('a request before anybody looked', () => {
  test('shows its facts and its street, and none of the words, to its own municipality alone', async () => {
    const request = await made(here, { place: 'Via Aurelia 418, suona Rossi' });
    const mine = await page(here, request);
    expect(mine).toMatchObject({
      stage: 'received',
      place: 'Via Aurelia',
      hamlet: 'Capoluogo',
      title: '',
      body: '',
      office: 'Strade',
      takenOn: null,
      photos: [],
    });
    expect(await page(there, request)).toBeNull();
    expect(numbers((await list(here)).rows)).toContain(request.reference.number);
    expect((await list(there)).rows).toEqual([]);
    expect(await listPublicAddresses(db.web, here.id)).toContainEqual(request.reference);
    expect(await listPublicAddresses(db.web, there.id)).toEqual([]);
  });

  test('shows nothing that its author wrote or is called by, in any column that a public reader returns', async () => {
    const said = {
      title: 'Zampillo segreto',
      body: 'Abito sopra il fornaio, citofono Canarini.',
      place: 'dietro casa di Zelinda',
      author: { name: 'Zelinda Canarini', email: 'zelinda@example.it', phone: '333 7654321' },
    };
    const request = await made(here, said);
    const note = 'il vicino è noto ai vigili';
    await perform(here.door, here.people.operator, null, addNote, { request: request.id, text: note });
    await follow();
    const row = await db.owner
      .selectFrom('public_request')
      .selectAll()
      .where('municipality_id', '=', here.id)
      .where('request_id', '=', request.id)
      .executeTakeFirstOrThrow();
    const returned = JSON.stringify([await page(here, request), (await list(here)).rows, row]).toLowerCase();
    const { author, ...words } = said;
    for (const text of [...Object.values(author), ...Object.values(words), note]) {
      expect(returned).not.toContain(text.toLowerCase());
    }
    for (const word of ['zelinda', 'canarini', 'zampill', 'fornaio', request.id])
      expect(JSON.stringify([await page(here, request), (await list(here)).rows]).toLowerCase()).not.toContain(word);
    expect(row.search).toBe('');
    expect((await list(here, { words: 'zampillo' })).rows).toEqual([]);
  });

  test('is not public in a private category, and its words are at once in a public one', async () => {
    const request = await made(here, { category: here.categories.green, place: 'Via Roma 3' });
    await setVisibility(here, 'private');
    expect(await listPublicAddresses(db.web, here.id)).not.toContainEqual(request.reference);
    expect(await page(here, request)).toBeNull();
    expect(await review(here, request)).toMatchObject({ shown: false, waits: false });
    await setVisibility(here, 'public');
    expect(await page(here, request)).toMatchObject({
      title: 'Buca davanti al passaggio pedonale',
      place: 'Via Roma',
    });
    expect(await review(here, request)).toMatchObject({ shown: true, waits: false });
    await setVisibility(here, 'reviewed');
    expect(await page(here, request)).toMatchObject({ title: '' });
  });

  test('of a category that was made private a moment ago is gone before anything was written anew', async () => {
    const request = await made(here, { category: here.categories.green });
    await db.owner
      .updateTable('category')
      .set({ visibility: 'private' })
      .where('id', '=', here.categories.green)
      .execute();
    expect(await page(here, request)).toBeNull();
    expect(numbers((await list(here)).rows)).not.toContain(request.reference.number);
    await setVisibility(here, 'reviewed');
  });
});

describe('the desk decides about the words', () => {
  test('shows them in the public wording; the citizen’s own stay; undone, they wait again', async () => {
    const request = await made(here);
    const waitedBefore = await countWaiting(db.web, desk(here));
    expect(await decide(here, request)).toEqual({ ok: true, version: 1 });
    expect(await page(here, request)).toMatchObject(wording);
    expect(await countWaiting(db.web, desk(here))).toBe((waitedBefore ?? 0) - 1);
    expect(await review(here, request)).toMatchObject({
      original: { title: 'Buca davanti al passaggio pedonale', author: 'Maria Rossi' },
      state: 'shown',
      decided: { by: 'Giulia Sportello' },
      undoable: true,
    });
    const undo = () =>
      perform(here.door, desk(here), null, undoWording, { request: request.id, version: 1 }) as ReturnType<
        typeof undoWording
      >;
    expect(await undo()).toEqual({ ok: true });
    expect(await page(here, request)).toMatchObject({ title: '', place: 'Via Aurelia' });
    expect(await review(here, request)).toMatchObject({ state: 'waiting', wording, undoable: false, version: 2 });
    expect(await undo()).toMatchObject({ reason: 'changed-meanwhile' });
  });

  test('shows the facts alone, or nothing', async () => {
    const request = await made(here);
    await decide(here, request, { decision: 'facts' });
    expect(await page(here, request)).toMatchObject({ title: '', body: '', place: 'Via Aurelia' });
    expect(await review(here, request)).toMatchObject({ waits: false });
    await decide(here, request, { decision: 'hidden', version: 1 });
    expect(await page(here, request)).toBeNull();
    expect(numbers((await list(here)).rows)).not.toContain(request.reference.number);
    await perform(here.door, desk(here), null, undoWording, { request: request.id, version: 2 });
    expect(await page(here, request)).toMatchObject({ title: '', place: 'Via Aurelia' });
  });

  test('two reviewers never overwrite each other, and the same decision twice is told to nobody', async () => {
    const request = await made(here);
    const [first, second] = await Promise.all([
      decide(here, request),
      decide(here, request, {}, here.people.administrator),
    ]);
    expect([first, second]).toEqual([
      { ok: true, version: 1 },
      { ok: true, version: 1 },
    ]);
    expect(await decide(here, request, { wording: { ...wording, body: 'Altro.' } })).toMatchObject({
      reason: 'changed-meanwhile',
    });
    expect(await page(here, request)).toMatchObject(wording);
  });

  test('does not change the request itself: who works on it meanwhile is not told off', async () => {
    const request = await made(here);
    await decide(here, request);
    const day = here.door.clock().toZonedDateTimeISO('Europe/Rome').toPlainDate().add({ days: 3 }).toString();
    const plan = { request: request.id, version: 1, date: day, time: null, note: null };
    expect(await perform(here.door, here.people.operator, null, planInspection, plan)).toMatchObject({ ok: true });
    await follow();
    expect(await page(here, request)).toMatchObject({ ...wording, stage: 'inspection' });
  });

  test.each(levels)('is for %s what the grid says', async (level) => {
    const request = await made(here);
    const by = here.people[level];
    const allowed = grid[level]['review-publication'] === 'everywhere';
    expect((await review(here, request, by)) !== null).toBe(allowed);
    expect((await countWaiting(db.web, by)) !== null).toBe(allowed);
    expect((await nextWaiting(db.web, by, null)) !== null).toBe(allowed);
    expect(await decide(here, request, {}, by)).toMatchObject(allowed ? { ok: true } : { reason: 'not-allowed' });
    expect((await page(here, request))?.title).toBe(allowed ? wording.title : '');
  });

  test('is refused to another municipality’s desk, which finds no request', async () => {
    const request = await made(here);
    expect(await decide(there, request)).toMatchObject({ reason: 'not-allowed' });
    expect(await review(there, request)).toBeNull();
  });

  test('stands on the timeline for the staff alone', async () => {
    const request = await made(here);
    await decide(here, request);
    await perform(here.door, desk(here), null, undoWording, { request: request.id, version: 1 });
    const kinds = async (reader: 'citizen' | 'staff') =>
      (await readTimeline(db.web, here.id, request.id, reader)).map(({ kind }) => kind);
    expect(await kinds('staff')).toEqual(['request-received', 'publication-decided', 'publication-undone']);
    expect(await kinds('citizen')).toEqual(['request-received']);
  });
});

describe('the queue', () => {
  test('goes from the oldest on, skips on demand, and ends', async () => {
    const [first, second] = [await made(there), await made(there)];
    expect(await nextWaiting(db.web, desk(there), null)).toEqual(first.reference);
    expect(await nextWaiting(db.web, desk(there), first.reference)).toEqual(second.reference);
    expect(await nextWaiting(db.web, desk(there), second.reference)).toBeNull();
    await decide(there, first);
    expect(await nextWaiting(db.web, desk(there), null)).toEqual(second.reference);
    expect(await countWaiting(db.web, desk(there))).toBe(1);
  });
});

describe('a photo', () => {
  /** A striped photo, so that a blur can be told from none. */
  async function photographed(town: Town): Promise<Made & { photo: FileId }> {
    const holder = digestOfSecret(`draft ${newId<FileId>()}`);
    const stripes = Buffer.from(
      Array.from({ length: 240 * 160 * 3 }, (_, at) => (Math.floor(at / 3) % 8 < 4 ? 0 : 255)),
    );
    const bytes = await sharp(stripes, { raw: { width: 240, height: 160, channels: 3 } })
      .png()
      .toBuffer();
    let photo: FileId | null = null;
    const upload = { store: files.store, database: db.web, municipality: town.id, holder, now };
    await readMultipart(multipart({}, [{ name: 'foto.png', bytes }]), async (file) => {
      const answer = await receivePhoto(upload, file);
      if (answer.ok) photo = answer.id;
    });
    if (!photo) throw new Error('not kept');
    while (await decodeNextPhoto(db.worker, files.store, town.id));
    return { ...(await made(town, { files: [photo], holder: holder.toString('hex') })), photo };
  }

  const bytesOf = async (town: Town, id: PictureId) => {
    const content = await files.store.open(keyOfPicture(town.id, id));
    return content && readWhole(content);
  };
  const copyOf = async (town: Town, photo: FileId): Promise<MadePicture> => {
    const picture = await makePicture(files.store, town.id, { photo, picture: null }, null);
    if (!picture) throw new Error('no picture');
    return picture;
  };
  const act = <Input>(town: Town, useCase: typeof undoPhoto, input: Input, by: Actor = desk(town)) =>
    perform(town.door, by, null, useCase, input as never) as Promise<PhotoDecided>;
  const show = (town: Town, { id, photo }: Made & { photo: FileId }, version: number, copy: MadePicture | null) =>
    act(town, decidePhoto as never, { request: id, photo, version, show: true, copy });

  test('waits for the desk, and is public only when shown, by a picture of its own', async () => {
    const request = await photographed(here);
    await decide(here, request);
    expect(await review(here, request)).toMatchObject({
      waits: true,
      photos: [{ id: request.photo, state: 'waiting' }],
    });
    expect((await page(here, request))?.photos).toEqual([]);

    expect(await show(here, request, 0, null)).toMatchObject({ reason: 'no-picture' });
    const copy = await copyOf(here, request.photo);
    expect(await findPublicPicture(db.web, here.id, copy.id)).toBeNull();
    expect(await show(here, request, 0, copy)).toEqual({ ok: true, version: 1, dropped: [] });
    expect(await page(here, request)).toMatchObject({ photos: [{ id: copy.id, width: 240, height: 160 }] });
    expect(await review(here, request)).toMatchObject({ waits: false });
    expect(await findPublicPicture(db.web, here.id, copy.id)).toEqual({ bytes: copy.bytes });
    expect(await findPublicPicture(db.web, there.id, copy.id)).toBeNull();
    expect(await findPublicPicture(db.web, here.id, request.photo as string as PictureId)).toBeNull();

    const hide = { request: request.id, photo: request.photo, version: 1, show: false, copy: null };
    expect(await act(here, decidePhoto as never, hide)).toMatchObject({ ok: true });
    expect(await findPublicPicture(db.web, here.id, copy.id)).toBeNull();
    await act(here, undoPhoto, { request: request.id, photo: request.photo, version: 2 });
    expect(await findPublicPicture(db.web, here.id, copy.id)).toEqual({ bytes: copy.bytes });
    await decide(here, request, { decision: 'hidden', version: 1 });
    expect(await findPublicPicture(db.web, here.id, copy.id)).toBeNull();
  });

  test('blurred cannot be recognised where it was chosen, and waits to be shown', async () => {
    const request = await photographed(here);
    const of = { photo: request.photo, picture: null };
    const left = { left: 0, top: 0, width: 50, height: 100 };
    const blurred = await makePicture(files.store, here.id, of, { kind: 'blur', areas: [left] });
    if (!blurred) throw new Error('no picture');
    expect(blurred).toMatchObject({ width: 240, height: 160 });
    const bytes = await bytesOf(here, blurred.id);
    const contrast = async (from: number) => {
      const region = await sharp(bytes ?? Buffer.alloc(0))
        .extract({ left: from, top: 20, width: 80, height: 100 })
        .png()
        .toBuffer();
      return Math.max(...(await sharp(region).stats()).channels.map(({ stdev }) => stdev));
    };
    expect(await contrast(20)).toBeLessThan(25);
    expect(await contrast(150)).toBeGreaterThan(80);

    const edit = { request: request.id, photo: request.photo, version: 0, picture: blurred };
    expect(await act(here, editPhoto as never, edit)).toMatchObject({ ok: true });
    expect(await findPublicPicture(db.web, here.id, blurred.id)).toBeNull();
    expect(await findReviewPicture(db.web, desk(here), blurred.id)).toEqual({ bytes: blurred.bytes });
    expect(await findReviewPicture(db.web, here.people.operator, blurred.id)).toBeNull();
    expect(await findReviewPicture(db.web, desk(there), blurred.id)).toBeNull();
    expect(await show(here, request, 1, null)).toMatchObject({ ok: true });
    expect(await page(here, request)).toMatchObject({ photos: [{ id: blurred.id }] });
  });

  test('cropped keeps what was chosen; what nothing leads to any more is named and can go', async () => {
    const request = await photographed(here);
    const half = { left: 0, top: 0, width: 50, height: 50 };
    const crop = await makePicture(
      files.store,
      here.id,
      { photo: request.photo, picture: null },
      { kind: 'crop', areas: [half] },
    );
    if (!crop) throw new Error('no picture');
    expect(crop).toMatchObject({ width: 120, height: 80 });
    const edit = (version: number, picture: MadePicture | null) =>
      act(here, editPhoto as never, { request: request.id, photo: request.photo, version, picture });
    expect(await edit(0, crop)).toMatchObject({ ok: true, dropped: [] });
    const again = await makePicture(
      files.store,
      here.id,
      { photo: request.photo, picture: crop.id },
      { kind: 'crop', areas: [half] },
    );
    expect(again).toMatchObject({ width: 60, height: 40 });
    expect(await edit(1, again)).toMatchObject({ ok: true, dropped: [] });
    expect(await edit(2, null)).toMatchObject({ ok: true, dropped: [crop.id] });
    await deletePictures(files.store, here.id, [crop.id]);
    expect(await bytesOf(here, crop.id)).toBeNull();
    expect(await makePicture(files.store, here.id, { photo: request.photo, picture: crop.id }, null)).toBeNull();
    expect(await act(here, undoPhoto, { request: request.id, photo: request.photo, version: 3 })).toMatchObject({
      ok: true,
    });
    expect(await review(here, request)).toMatchObject({ photos: [{ picture: again?.id, edited: true }] });
  });

  test('two reviewers: the same is told to nobody, another decision is refused', async () => {
    const request = await photographed(here);
    const copy = await copyOf(here, request.photo);
    await show(here, request, 0, copy);
    expect(await show(here, request, 0, await copyOf(here, request.photo))).toMatchObject({ ok: true, version: 1 });
    const hide = { request: request.id, photo: request.photo, version: 0, show: false, copy: null };
    expect(await act(here, decidePhoto as never, hide)).toMatchObject({ reason: 'changed-meanwhile' });
    expect(await act(there, decidePhoto as never, { ...hide, version: 1 })).toMatchObject({ reason: 'not-allowed' });
    const other = await photographed(here);
    expect(await act(here, decidePhoto as never, { ...hide, photo: other.photo, version: 0 })).toMatchObject({
      reason: 'not-allowed',
    });
  });

  test('is looked at, a document is not: it is never public', async () => {
    const request = await photographed(here);
    await decide(here, request);
    await db.owner.updateTable('file').set({ media_type: 'application/pdf' }).where('id', '=', request.photo).execute();
    expect(await review(here, request)).toMatchObject({ photos: [], waits: false });
    const copy = await copyOf(here, request.photo);
    expect(await show(here, request, 0, copy)).toMatchObject({ reason: 'not-allowed' });
    await decide(here, request, { version: 1, decision: 'facts' });
    const waits = await db.owner
      .selectFrom('public_request')
      .select('waits')
      .where('request_id', '=', request.id)
      .executeTakeFirstOrThrow();
    expect(waits).toEqual({ waits: false });
  });

  test('that came later brings the request back into the queue', async () => {
    const request = await made(here);
    await decide(here, request);
    const other = await photographed(here);
    await db.owner
      .updateTable('file')
      .set({ request_id: request.id, entry_id: null })
      .where('id', '=', other.photo)
      .execute();
    const clock = { kind: 'clock', municipality: here.id } as const;
    await perform({ ...here.door, database: db.worker }, clock, null, addReadyPhotos, { request: request.id });
    await follow();
    expect(await review(here, request)).toMatchObject({ state: 'shown', waits: true });
  });

  test('of an erased request is gone from the public at once, and its pictures with the sweep', async () => {
    const request = await photographed(here);
    const copy = await copyOf(here, request.photo);
    const { people, door } = here;
    await decide(here, request);
    await show(here, request, 0, copy);
    const close = { request: request.id, version: 1, outcome: 'declined', text: 'No.', endSteps: [] } as const;
    await perform(door, people.operator, null, closeRequest, close);
    await perform(door, people.administrator, null, eraseRequest, { request: request.id, version: 2 });
    expect(await page(here, request)).toBeNull();
    expect(await findPublicPicture(db.web, here.id, copy.id)).toBeNull();
    const publication = await db.owner
      .selectFrom('publication')
      .select(['title', 'body', 'place', 'earlier'])
      .where('request_id', '=', request.id)
      .executeTakeFirstOrThrow();
    expect(publication).toEqual({ title: '', body: '', place: '', earlier: null });
    await follow();
    expect(await page(here, request)).toBeNull();
    expect(await review(here, request)).toMatchObject({ shown: false, waits: false });
    await sweepUploads(db.worker, files.store, here.id, now);
    expect(await bytesOf(here, copy.id)).toBeNull();
    expect(await files.store.open(keyOfFile(here.id, request.photo, 'picture'))).toBeNull();
  });
});

describe('the list', () => {
  let town: Town;
  const shown: Made[] = [];
  beforeAll(async () => {
    town = there;
    for (let count = 0; count < 23; count++) {
      const category = count % 3 === 0 ? town.categories.green : town.categories.roads;
      shown.push(await made(town, { category, hamlet: count % 2 === 0 ? town.hamlet : null }));
    }
    const [first, second] = shown;
    if (!first || !second) throw new Error('none');
    const close = { request: second.id, version: 1, outcome: 'declined', text: 'No.', endSteps: [] } as const;
    await perform(town.door, town.people.operator, null, closeRequest, close);
    await follow();
    await decide(town, first, { wording: { ...wording, title: 'Lampioni spenti', body: 'Da giorni, in città.' } });
  });

  test('goes by pages from the newest to the oldest, each request once', async () => {
    const first = await list(town);
    expect(first.rows).toHaveLength(20);
    expect(first.next).not.toBeNull();
    const second = await list(town, {}, first.next);
    expect(second.next).toBeNull();
    const all = numbers([...first.rows, ...second.rows]);
    expect(all).toEqual(all.toSorted((a, b) => b - a));
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBe(first.counts.total);
  });

  test('is narrowed by category, hamlet and state, and counts what each choice would show', async () => {
    const all = await list(town);
    const green = await list(town, { categories: [town.categories.green] });
    expect(green.rows.length).toBe(all.counts.categories.get(town.categories.green));
    expect(green.counts.total).toBe(green.rows.length);
    const both = await list(town, { categories: [town.categories.green], hamlet: town.hamlet });
    expect(both.rows.length).toBe(green.counts.hamlets.get(town.hamlet));
    expect(both.rows.every(({ hamlet }) => hamlet === town.hamlet)).toBe(true);
    const closed = await list(town, { stage: 'closed' });
    expect(numbers(closed.rows)).toEqual([shown[1]?.reference.number]);
    expect(all.counts.stages.get('closed')).toBe(1);
    const here = await list(town, { hamlet: town.hamlet, stage: 'received' });
    expect(here.counts.categories.get(town.categories.green)).toBe(
      (await list(town, { hamlet: town.hamlet, stage: 'received', categories: [town.categories.green] })).rows.length,
    );
  });

  test('is searched by any form of an Italian word in the public wording, and by number', async () => {
    for (const words of ['lampione spento', 'CITTA', 'città', '"lampioni spenti"']) {
      const found = await list(town, { words });
      expect(numbers(found.rows), words).toEqual([shown[0]?.reference.number]);
      expect(found.counts.total, words).toBe(1);
      expect(found.counts.categories.get(town.categories.green), words).toBe(1);
      expect(found.counts.stages.get('received'), words).toBe(1);
    }
    expect((await list(town, { words: 'passaggio' })).rows).toEqual([]);
    expect((await list(town, { words: 'lampioni', stage: 'closed' })).counts.total).toBe(0);
    const reference = shown[5]?.reference;
    const number = `${String(reference?.year)}-${String(reference?.number)}`;
    expect(numbers((await list(town, { words: number })).rows)).toEqual([reference?.number]);
    for (const words of ["'; drop table", '((', '& | !', ':*', '-', '"']) await list(town, { words });
  });

  test('is found in its order by an index, whole and by each filter', async () => {
    await db.owner.transaction().execute(async (tx) => {
      // In a table this small anything else would be as cheap.
      for (const way of ['seqscan', 'bitmapscan', 'sort'])
        await sql`set local ${sql.raw(`enable_${way}`)} = off`.execute(tx);
      const filters = [
        'true',
        `category_id = '${town.categories.green}'`,
        `hamlet_id = '${town.hamlet}'`,
        `stage = 'closed'`,
      ];
      for (const filter of filters) {
        const { rows } = await sql<{ 'QUERY PLAN': string }>`explain select number from public_request
          where municipality_id = 2 and shown and ${sql.raw(filter)}
          order by received_on desc, number desc, series limit 21`.execute(tx);
        const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
        expect(plan, filter).toMatch(/Index.* using public_request/);
        expect(plan, filter).not.toContain('Sort');
      }
    });
  });
});

describe('the map', () => {
  const point = { latitude: 43.350864, longitude: 10.456491 };
  const onGrid = { latitude: 43.351, longitude: 10.4565 };
  const points = async (town: Town, filter: Partial<PublicFilter> = {}, most?: number) => {
    const visible = (await listPublicCategories(db.web, town.id)).map(({ id }) => id);
    const whole: PublicFilter = { categories: [], hamlet: null, stage: null, words: '', ...filter };
    return listPublicPoints(db.web, town.id, { filter: whole, visible, ...(most && { most }) });
  };
  const pointOf = async (town: Town, { reference }: Made) =>
    (await points(town)).points.find((row) => row.reference.number === reference.number);

  test('shows a request near its place and not at it, to its own municipality alone', async () => {
    const request = await made(here, { point });
    expect(await pointOf(here, request)).toMatchObject({ ...onGrid, title: '', stage: 'received', outcome: null });
    expect((await points(there)).points).toEqual([]);
    const row = await db.owner
      .selectFrom('public_request')
      .selectAll()
      .where('municipality_id', '=', here.id)
      .where('request_id', '=', request.id)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject(onGrid);
    await decide(here, request);
    expect(await pointOf(here, request)).toMatchObject({ ...onGrid, title: wording.title });
  });

  test('shows none that is hidden, without a place on its page, private or erased, nor one without a point', async () => {
    const hidden = await made(here, { point });
    await decide(here, hidden, { decision: 'hidden' });
    const placeless = await made(here, { point });
    await decide(here, placeless, { wording: { ...wording, place: '' } });
    const unread = await made(here, { point, place: 'dietro casa di Zelinda' });
    const pointless = await made(here);
    const green = await made(here, { point, category: here.categories.green });
    const erased = await made(here, { point });
    expect(await pointOf(here, green)).toBeDefined();
    expect(await pointOf(here, erased)).toBeDefined();
    await db.owner
      .updateTable('category')
      .set({ visibility: 'private' })
      .where('id', '=', here.categories.green)
      .execute();
    const close = { request: erased.id, version: 1, outcome: 'declined', text: 'No.', endSteps: [] } as const;
    await perform(here.door, here.people.operator, null, closeRequest, close);
    await perform(here.door, here.people.administrator, null, eraseRequest, { request: erased.id, version: 2 });
    await follow();
    for (const request of [hidden, placeless, unread, pointless, green, erased])
      expect(await pointOf(here, request)).toBeUndefined();
    await setVisibility(here, 'reviewed');
    expect(await pointOf(here, green)).toBeDefined();
  });

  test('is narrowed as the list is', async () => {
    const request = await made(here, { point, category: here.categories.green });
    await decide(here, request, { wording: { ...wording, title: 'Panchina rotta' } });
    const found = async (filter: Partial<PublicFilter>) =>
      (await points(here, filter)).points.some(({ reference }) => reference.number === request.reference.number);
    expect(await found({ words: 'panchine', categories: [here.categories.green], hamlet: here.hamlet })).toBe(true);
    expect(await found({ words: `${String(request.reference.year)}-${String(request.reference.number)}` })).toBe(true);
    expect(await found({ stage: 'received' })).toBe(true);
    expect(await found({ words: 'lampione' })).toBe(false);
    expect(await found({ categories: [here.categories.roads] })).toBe(false);
    expect(await found({ stage: 'closed' })).toBe(false);
  });

  test('stops at the newest, and says that there are more', async () => {
    const requests = [await made(here, { point }), await made(here, { point })];
    const { points: shown, more } = await points(here, {}, 2);
    expect(shown.map(({ reference }) => reference)).toEqual(requests.toReversed().map(({ reference }) => reference));
    expect(more).toBe(true);
    expect((await points(here)).more).toBe(false);
  });

  test('never holds the point itself, whoever writes it: the database refuses', async () => {
    const request = await made(here, { point });
    const write = (set: { latitude?: number | null; place?: string }) =>
      db.owner
        .updateTable('public_request')
        .set(set)
        .where('municipality_id', '=', here.id)
        .where('request_id', '=', request.id)
        .execute();
    for (const set of [{ latitude: point.latitude }, { latitude: null }, { place: '' }])
      await expect(write(set)).rejects.toThrow(/public_request_where_check/);
  });
});

test('the citizen is told how public their request is', async () => {
  const request = await made(here);
  const subject = (await review(here, request))?.subject;
  if (!subject) throw new Error('none');
  const citizen = { ...here.citizen, request: request.id };
  const told = () => readPublicity(db.web, citizen, subject);
  expect(await told()).toBe('facts-waiting');
  await decide(here, request);
  expect(await told()).toBe('words');
  await decide(here, request, { decision: 'facts', version: 1 });
  expect(await told()).toBe('facts');
  await decide(here, request, { decision: 'hidden', version: 2 });
  expect(await told()).toBe('none');
  expect(await readPublicity(db.web, { ...there.citizen, request: request.id }, subject)).toBe('none');
});
