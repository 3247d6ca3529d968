import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { FileId } from '#lib/kernel/ids.ts';
import { digestOfSecret } from '#lib/kernel/server/form-key.ts';
import { document, multipart, openTestStore, photo } from '#test/photos.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { buildTwoTowns, type Town } from '#test/town.ts';
import { documentLimits, photoLimits } from '../photo-limits.ts';
import { readPictureHeader } from '../picture-header.ts';
import { decodeNextPhoto } from './decode-photos.ts';
import { keyOfFile, readWhole } from './file-store.ts';
import { listHeldFiles, removeHeldFile } from './held-files.ts';
import { readMultipart } from './read-multipart.ts';
import { receiveAttachment, receivePhoto, type FileRefusal, type Upload } from './receive-file.ts';

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

async function send(request: Request, receive: typeof receiveAttachment = receivePhoto) {
  const answers: ({ ok: true } | FileRefusal)[] = [];
  const read = await readMultipart(request, async (file) => {
    answers.push(await receive(upload, file));
  });
  return { read, reasons: answers.map((answer) => (answer.ok ? 'kept' : answer.reason)) };
}

const held = () => listHeldFiles(db.web, upload);
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

  test('takes documents beside photos where they are wanted, three of them, and no fourth', async () => {
    const letter = { name: 'lettera.pdf', bytes: document() };
    const sent = [letter, { name: 'foto.jpg', bytes: picture }, letter, { name: 'foto.pdf', bytes: picture }, letter];
    expect((await send(multipart({}, sent), receiveAttachment)).reasons).toEqual(sent.map(() => 'kept'));
    expect((await held()).map(({ kind }) => kind)).toEqual(['document', 'photo', 'document', 'photo', 'document']);
    const more = multipart({}, [letter, { name: 'foto.jpg', bytes: picture }]);
    expect((await send(more, receiveAttachment)).reasons).toEqual(['too-many-documents', 'kept']);
  });

  test('of a document where photos are wanted, or of one that is something else before, is told so', async () => {
    const letter = document();
    const both = Buffer.concat([Buffer.from('<script>alert(1)</script>'), letter]);
    expect((await send(multipart({}, [{ name: 'lettera.pdf', bytes: letter }]))).reasons).toEqual(['not-a-photo']);
    const form = multipart({}, [
      { name: 'lettera.pdf', bytes: both },
      { name: 'vuota.pdf', bytes: Buffer.from('%PDF') },
    ]);
    expect((await send(form, receiveAttachment)).reasons).toEqual(['not-an-attachment', 'not-an-attachment']);
    const large = Buffer.concat([letter, Buffer.alloc(documentLimits.bytes)]);
    expect((await send(multipart({}, [{ name: 'a.pdf', bytes: large }]), receiveAttachment)).reasons).toEqual([
      'too-large',
    ]);
  });

  test('that breaks off is malformed and leaves nothing behind', async () => {
    const before = await kept();
    const { read } = await send(multipart({}, [{ name: 'mezza.jpg', bytes: picture }], { cutAt: 10_000 }));
    expect(read).toEqual({ ok: false, reason: 'malformed' });
    expect(await held()).toEqual([]);
    expect(await kept()).toEqual(before);
  });

  test('is made ready by a worker: a telephone’s HEIC as our JPEG, a document as it came', async () => {
    const heic = await readFile('test/samples/buca.heic');
    const letter = document();
    const form = [
      { name: 'IMG_0001.HEIC', bytes: heic },
      { name: 'mezza.heic', bytes: heic.subarray(0, heic.length - 500) },
      { name: 'lettera.pdf', bytes: letter },
      { name: 'segreta.pdf', bytes: document({ locked: true }) },
      { name: 'mezza.pdf', bytes: letter.subarray(0, letter.length - 100) },
    ];
    await send(multipart({}, form.slice(0, 2)), receiveAttachment);
    await send(multipart({}, form.slice(2)), receiveAttachment);
    while (await decodeNextPhoto(db.web, files.store, here.id));
    expect((await held()).map(({ name, state, refusedFor }) => [name, refusedFor ?? state])).toEqual([
      ['IMG_0001.HEIC', 'ready'],
      ['mezza.heic', 'broken'],
      ['lettera.pdf', 'ready'],
      ['segreta.pdf', 'locked'],
      ['mezza.pdf', 'broken'],
    ]);
    const [photo, , kept] = await held();
    const read = async (id: FileId | undefined, form: 'picture' | 'document') => {
      const content = id && (await files.store.open(keyOfFile(here.id, id, form)));
      return content ? readWhole(content) : null;
    };
    const picture = await read(photo?.id, 'picture');
    expect(picture && readPictureHeader(picture)).toEqual({ type: 'image/jpeg', width: 640, height: 480 });
    expect(picture?.includes('Telefonino')).toBe(false);
    expect(await read(kept?.id, 'document')).toEqual(letter);
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
      removeHeldFile(db.web, files.store, { municipality: municipality.id, holder, id });
    await removed(here, digestOfSecret('somebody else'));
    await removed(there, upload.holder);
    expect(await held()).toHaveLength(1);
    await removed(here, upload.holder);
    expect(await held()).toEqual([]);
    expect((await kept()).filter((name) => name.includes(id))).toEqual([]);
  });
});
