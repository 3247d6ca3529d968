import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { digestOfSecret } from '#lib/kernel/server/form-key.ts';
import { multipart, openTestStore, photo } from '#test/photos.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { buildTwoTowns, type Town } from '#test/town.ts';
import { photoLimits } from '../photo-limits.ts';
import { listHeldPhotos, removeHeldPhoto } from './held-photos.ts';
import { readMultipart } from './read-multipart.ts';
import { receivePhoto, type PhotoRefusal, type Upload } from './receive-photo.ts';

let db: TestDatabase;
let here: Town;
let there: Town;
let files: Awaited<ReturnType<typeof openTestStore>>;
let upload: Upload;
let picture: Buffer;
let drafts = 0;

beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  [here, there] = await buildTwoTowns(db.web);
  files = await openTestStore();
  picture = await photo();
});
beforeEach(() => {
  drafts += 1;
  const now = Temporal.Instant.from('2026-11-23T09:00:00Z');
  const holder = digestOfSecret(`draft ${String(drafts)}`);
  upload = { store: files.store, database: db.web, municipality: here.id, holder, now };
});
afterAll(async () => {
  await db.close();
  await files.close();
});

async function send(request: Request) {
  const answers: ({ ok: true } | PhotoRefusal)[] = [];
  const read = await readMultipart(request, async (file) => {
    answers.push(await receivePhoto(upload, file));
  });
  return { read, reasons: answers.map((answer) => (answer.ok ? 'kept' : answer.reason)) };
}

const held = () => listHeldPhotos(db.web, upload);
const kept = async () => (await readdir(files.folder, { recursive: true })).filter((name) => name.includes('.'));

describe('an upload', () => {
  test('keeps the photos and gives the words that came with them', async () => {
    const { read, reasons } = await send(
      multipart({ title: 'Buca «profonda»' }, [
        { name: 'C:\\foto\\buca.jpg', bytes: picture },
        { name: '', bytes: Buffer.alloc(0) },
        { name: 'strada.jpg', bytes: picture },
      ]),
    );
    expect(read.ok && read.fields.get('title')).toBe('Buca «profonda»');
    expect(reasons).toEqual(['kept', 'kept']);
    expect(await held()).toMatchObject([
      { name: 'buca.jpg', state: 'received', bytes: picture.length },
      { name: 'strada.jpg', state: 'received', bytes: picture.length },
    ]);
  });

  test('is judged by its first bytes, whatever its name and type say', async () => {
    const page = Buffer.from(`<!doctype html><script>alert(1)</script>${' '.repeat(200_000)}`);
    const { read, reasons } = await send(
      multipart({ body: 'resta' }, [
        { name: 'foto.jpg', bytes: page },
        { name: 'vuota.jpg', bytes: Buffer.from('ÿØÿ') },
        { name: 'buona.jpg', bytes: picture },
      ]),
    );
    expect(reasons).toEqual(['not-a-photo', 'not-a-photo', 'kept']);
    expect(read.ok && read.fields.get('body')).toBe('resta');
  });

  test('of more than 20 MB leaves nothing behind', async () => {
    const before = await kept();
    const large = Buffer.concat([picture, Buffer.alloc(photoLimits.bytes)]);
    expect((await send(multipart({}, [{ name: 'grande.jpg', bytes: large }]))).reasons).toEqual(['too-large']);
    expect(await held()).toEqual([]);
    expect(await kept()).toEqual(before);
  });

  test('of too many pixels is refused before anybody decodes it', async () => {
    const bomb = Buffer.from(picture);
    const frame = bomb.indexOf(Buffer.from([0xff, 0xc0]));
    bomb.writeUInt16BE(60_000, frame + 5);
    bomb.writeUInt16BE(60_000, frame + 7);
    expect((await send(multipart({}, [{ name: 'bomba.jpg', bytes: bomb }]))).reasons).toEqual(['too-many-pixels']);
  });

  test('beyond the fifth photo is told so, one by one or all at once', async () => {
    const four = Array.from({ length: 4 }, () => ({ name: 'foto.jpg', bytes: picture }));
    expect((await send(multipart({}, four))).reasons).toEqual(['kept', 'kept', 'kept', 'kept']);
    const two = four.slice(0, 2);
    expect((await send(multipart({}, two))).reasons).toEqual(['kept', 'too-many']);
  });

  test('that breaks off is malformed and leaves nothing behind', async () => {
    const before = await kept();
    const { read } = await send(multipart({}, [{ name: 'mezza.jpg', bytes: picture }], { cutAt: 10_000 }));
    expect(read).toEqual({ ok: false, reason: 'malformed' });
    expect(await held()).toEqual([]);
    expect(await kept()).toEqual(before);
  });

  test('that is no form with files is malformed', async () => {
    const request = new Request('http://town-1.localhost/', { method: 'POST', body: new URLSearchParams({ a: 'b' }) });
    expect((await send(request)).read).toEqual({ ok: false, reason: 'malformed' });
  });

  test('is removed by its holder and by nobody else', async () => {
    await send(multipart({}, [{ name: 'foto.jpg', bytes: picture }]));
    const [{ id } = { id: null }] = await held();
    if (!id) throw new Error('nothing was kept');
    const removed = (municipality: Town, holder: Buffer) =>
      removeHeldPhoto(db.web, files.store, { municipality: municipality.id, holder, id });
    await removed(here, digestOfSecret('somebody else'));
    await removed(there, upload.holder);
    expect(await held()).toHaveLength(1);
    await removed(here, upload.holder);
    expect(await held()).toEqual([]);
    expect((await kept()).filter((name) => name.includes(id))).toEqual([]);
  });
});
