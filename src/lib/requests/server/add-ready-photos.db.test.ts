import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import sharp from 'sharp';
import type { FileId } from '#lib/kernel/ids.ts';
import { digestOfSecret } from '#lib/kernel/server/form-key.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { decodeNextPhoto } from '#lib/files/server/decode-photos.ts';
import { keyOfFile, readWhole } from '#lib/files/server/file-store.ts';
import { listHeldFiles } from '#lib/files/server/held-files.ts';
import { readMultipart } from '#lib/files/server/read-multipart.ts';
import { receivePhoto } from '#lib/files/server/receive-file.ts';
import { sweepUploads } from '#lib/files/server/sweep-uploads.ts';
import { multipart, openTestStore, photo } from '#test/photos.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { buildTwoTowns, reported, type Town } from '#test/town.ts';
import { addReadyPhotos, requestsWithReadyPhotos } from './add-ready-photos.ts';
import { closeRequest } from './close-request.ts';
import { saveDraft } from './draft.ts';
import { eraseRequest } from './erase-request.ts';
import { findFile } from './file-of-request.ts';
import { readTimeline } from './read-timeline.ts';
import { emptyReport } from '../report-form.ts';

let db: TestDatabase;
let here: Town;
let there: Town;
let files: Awaited<ReturnType<typeof openTestStore>>;
let picture: Buffer;
let holder: Buffer;
let drafts = 0;
const now = Temporal.Instant.from('2026-11-23T09:00:00Z');

beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  [here, there] = await buildTwoTowns(db.web);
  files = await openTestStore();
  picture = await photo();
});
beforeEach(() => {
  drafts += 1;
  holder = digestOfSecret(`draft ${String(drafts)}`);
});
afterAll(async () => {
  await db.close();
  await files.close();
});

async function uploaded(bytes: Buffer = picture): Promise<FileId> {
  const upload = { store: files.store, database: db.web, municipality: here.id, holder, now };
  let id: FileId | null = null;
  await readMultipart(multipart({}, [{ name: 'foto.jpg', bytes }]), async (file) => {
    const answer = await receivePhoto(upload, file);
    if (answer.ok) id = answer.id;
  });
  if (!id) throw new Error('not kept');
  return id;
}

async function decodeAll(town: Town): Promise<void> {
  while (await decodeNextPhoto(db.worker, files.store, town.id));
}

async function pictureOf(id: FileId): Promise<Buffer | null> {
  const content = await files.store.open(keyOfFile(here.id, id, 'picture'));
  return content && readWhole(content);
}

const state = async () => (await listHeldFiles(db.web, { municipality: here.id, holder })).map((one) => one.state);
const send = (ids: FileId[]) => reported(here, { files: ids, holder: holder.toString('hex') });
const timeline = (request: Parameters<typeof readTimeline>[2]) => readTimeline(db.web, here.id, request, 'citizen');
const clockAct = (request: Parameters<typeof readTimeline>[2]) =>
  perform({ ...here.door, database: db.worker }, { kind: 'clock', municipality: here.id }, null, addReadyPhotos, {
    request,
  });

describe('a photo', () => {
  test('is made anew: upright, smaller, without metadata, and the original is gone', async () => {
    const id = await uploaded();
    await decodeAll(here);
    const made = await pictureOf(id);
    if (!made) throw new Error('no picture');
    const { width, height, exif, icc, xmp, format } = await sharp(made).metadata();
    expect({ width, height, exif, icc, xmp, format }).toEqual({ width: 1200, height: 1600, format: 'jpeg' });
    expect(made.includes('davanti a casa mia')).toBe(false);
    expect(await files.store.open(keyOfFile(here.id, id, 'original'))).toBeNull();
    expect(await state()).toEqual(['ready']);
  });

  test('that is a program as well is a picture only afterwards', async () => {
    const script = '<script>alert(document.domain)</script>PK\u0003\u0004';
    const id = await uploaded(Buffer.concat([picture, Buffer.from(script)]));
    await decodeAll(here);
    expect((await pictureOf(id))?.includes('alert(')).toBe(false);
  });

  test('that is cut off is refused, and its bytes go', async () => {
    const id = await uploaded(picture.subarray(0, picture.length / 2));
    await decodeAll(here);
    expect(await state()).toEqual(['refused']);
    expect(await files.store.open(keyOfFile(here.id, id, 'original'))).toBeNull();
    expect(await pictureOf(id)).toBeNull();
  });

  test('is decoded once by two workers at once', async () => {
    await uploaded();
    await uploaded();
    const both = () =>
      Promise.all([decodeNextPhoto(db.worker, files.store, here.id), decodeNextPhoto(db.worker, files.store, here.id)]);
    while ((await both()).some(Boolean));
    expect(await state()).toEqual(['ready', 'ready']);
  });

  test('that ends its worker again and again is refused', async () => {
    const id = await uploaded();
    await db.owner
      .updateTable('file')
      .set({ attempts: 4 })
      .where('municipality_id', '=', here.id)
      .where('id', '=', id)
      .execute();
    await decodeAll(here);
    expect(await state()).toEqual(['refused']);
  });

  test('ready before sending stands in the entry of the report', async () => {
    const id = await uploaded();
    await decodeAll(here);
    const request = await send([id]);
    expect(await timeline(request.id)).toMatchObject([{ kind: 'request-received', files: [{ id }] }]);
    expect(await clockAct(request.id)).toEqual({ ok: false, reason: 'nothing-ready' });
  });

  test('ready after sending gets an entry of its own, once, by the clock', async () => {
    const early = await uploaded();
    await decodeAll(here);
    const late = await uploaded();
    const request = await send([early, late]);
    await decodeAll(here);
    expect(await requestsWithReadyPhotos(db.worker)).toEqual([{ municipality_id: here.id, request_id: request.id }]);
    const answers = await Promise.all([clockAct(request.id), clockAct(request.id)]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(await timeline(request.id)).toMatchObject([
      { kind: 'request-received', files: [{ id: early }] },
      { kind: 'photos-added', actor: { level: 'clock' }, files: [{ id: late }], detail: { count: 1 } },
    ]);
  });

  test('is appended by the clock alone', async () => {
    const id = await uploaded();
    const request = await send([id]);
    await decodeAll(here);
    const byHand = perform(here.door, here.people.administrator, null, addReadyPhotos, { request: request.id });
    expect(await byHand).toEqual({ ok: false, reason: 'not-allowed' });
    expect(await clockAct(request.id)).toEqual({ ok: true });
  });

  test('is not found in the other municipality', async () => {
    const id = await uploaded();
    await decodeAll(here);
    expect(await findFile(db.web, here.id, id, 'photo')).toMatchObject({ request: null });
    expect(await findFile(db.web, there.id, id, 'photo')).toBeNull();
  });

  test('of an erased request goes with its bytes', async () => {
    const id = await uploaded();
    await decodeAll(here);
    const request = await send([id]);
    const by = (use: 'closed' | 'erased') =>
      use === 'closed'
        ? perform(here.door, here.people.administrator, null, closeRequest, {
            request: request.id,
            version: 1,
            outcome: 'declined',
            text: 'Non è nostro.',
            endSteps: [],
          })
        : perform(here.door, here.people.administrator, null, eraseRequest, { request: request.id, version: 2 });
    expect(await by('closed')).toMatchObject({ ok: true });
    expect(await by('erased')).toMatchObject({ ok: true });
    expect((await timeline(request.id)).flatMap((item) => item.files)).toEqual([]);
    await sweepUploads(db.worker, files.store, here.id, now);
    expect(await findFile(db.web, here.id, id, 'photo')).toBeNull();
    expect(await pictureOf(id)).toBeNull();
  });

  test('that nobody attached goes after a day, unless its draft is still written', async () => {
    const abandoned = await uploaded();
    holder = digestOfSecret('a draft that lives');
    const living = await uploaded();
    await saveDraft(
      db.web,
      { municipality: here.id, holder },
      { fields: emptyReport(), sent: null },
      now.add({ hours: 20 }),
    );
    const sent = await uploaded();
    await send([sent]);

    await sweepUploads(db.worker, files.store, here.id, now.add({ hours: 23 }));
    expect(await files.store.open(keyOfFile(here.id, abandoned, 'original'))).not.toBeNull();
    await sweepUploads(db.worker, files.store, here.id, now.add({ hours: 25 }));
    const left = await db.worker.selectFrom('file').select('id').where('municipality_id', '=', here.id).execute();
    expect(left.map(({ id }) => id)).toEqual(expect.arrayContaining([living, sent]));
    expect(left.map(({ id }) => id)).not.toContain(abandoned);
    expect(await files.store.open(keyOfFile(here.id, abandoned, 'original'))).toBeNull();
  });
});
