import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import type { StreetImportId } from '#lib/kernel/ids.ts';
import { newFormKey, type HeldKey } from '#lib/kernel/server/form-key.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { readMultipart } from '#lib/files/server/read-multipart.ts';
import { parseCadastralCode } from '#lib/places/register-file.ts';
import { mostWaiting } from '#lib/places/street-import.ts';
import { findAddresses } from '#lib/places/server/find-addresses.ts';
import { receiveRegister } from '#lib/places/server/receive-register.ts';
import { keepBatch, LostFile } from '#lib/places/server/street-batches.ts';
import {
  beginStreetImport,
  countStreets,
  listStreetImports,
  orderStreetImport,
} from '#lib/places/server/street-imports.ts';
import { claimStreetFile, leaveStreetFile } from '#lib/places/server/street-turns.ts';
import { multipart, openTestStore, photo } from '#test/photos.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { buildTwoTowns, type Town } from '#test/town.ts';
import { zipped } from '#test/zipped.ts';
import { readStreetFiles } from './background-streets.ts';

let db: TestDatabase;
let here: Town;
let there: Town;
let files: Awaited<ReturnType<typeof openTestStore>>;
let register: string;
let now = Temporal.Instant.from('2026-11-23T08:00:00Z');
const running = new AbortController().signal;

beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  [here, there] = await buildTwoTowns(db.web, { clock: () => now });
  files = await openTestStore();
  register = await readFile('src/lib/places/data/alessandria-indirizzi-excerpt.csv', 'utf8');
});
afterAll(async () => {
  await db.close();
  await files.close();
});
afterEach(async () => {
  while (await work());
  expect(await stored()).toEqual([]);
});

const parts = () => ({ database: db.worker, files: files.store, clock: () => now });
const work = (stop = running) => readStreetFiles(parts(), stop);
const stored = async () => (await readdir(files.folder, { recursive: true })).filter((name) => name.includes('.'));
const imports = async (town: Town) => (await listStreetImports(db.web, town.people.administrator)) ?? [];
const newest = async (town: Town) => (await imports(town))[0];
const heldKey = (): HeldKey => ({ key: newFormKey(), holder: Buffer.alloc(32, 1) });

/** A form with a file as its page takes it. */
async function receive(town: Town, bytes: Uint8Array | string, { cutAt }: { cutAt?: number } = {}) {
  const form = multipart({}, [{ name: 'C:\\dati\\INDIR.csv', bytes: Buffer.from(bytes as string) }], {
    ...(cutAt && { cutAt }),
  });
  let received: Awaited<ReturnType<typeof receiveRegister>> | null = null;
  const limits = { files: 1, fileSize: 5_000_000 };
  const read = await readMultipart(
    form,
    async (file) => {
      received = await receiveRegister(files.store, town.id, file);
    },
    limits,
  );
  return { read, received: received as Awaited<ReturnType<typeof receiveRegister>> | null };
}

async function send(town: Town, bytes: Uint8Array | string, { code = '', held = heldKey() } = {}) {
  now = now.add({ minutes: 1 });
  const { received } = await receive(town, bytes);
  if (!received?.ok) throw new Error(received?.reason);
  const { ok: _ok, ...file } = received;
  const order = { ...file, cadastralCode: parseCadastralCode(code) };
  const answer = await perform(town.door, town.people.administrator, held, orderStreetImport, order);
  return { id: file.id, answer };
}

/** Long enough for many batches. */
function longRegister(): string {
  const [header = '', first = ''] = register.split('\r\n');
  const lines = Array.from({ length: 5000 }, (_, at) =>
    first
      .split(';')
      .with(8, String(1_000_000 + at))
      .join(';'),
  );
  return [header, ...lines].join('\r\n');
}

test('a file that was sent is read by a worker, is found by citizens, and its bytes go', async () => {
  const { id } = await send(here, register);
  expect(await newest(here)).toMatchObject({
    id,
    state: 'waiting',
    percent: 0,
    fileName: 'INDIR.csv',
    by: here.people.administrator.name,
  });
  expect(await stored()).toHaveLength(1);
  expect(await work()).toBe(true);
  expect(await newest(here)).toMatchObject({ id, state: 'done', percent: 100, rowsRead: 131, added: 161 });
  expect(await stored()).toEqual([]);
  expect(await countStreets(db.web, here.id)).toEqual({ streets: 30, numbers: 131 });
  expect((await findAddresses(db.web, here.id, 'corso roma 12'))[0]?.label).toBe('Corso Roma 12');
  expect(await countStreets(db.web, there.id)).toEqual({ streets: 0, numbers: 0 });
  expect(await imports(there)).toEqual([]);

  await send(here, register);
  await work();
  expect(await newest(here)).toMatchObject({ state: 'done', added: 0, changed: 0, retired: 0 });
});

test('a region’s file as it is downloaded gives the rows of its municipality', async () => {
  await send(there, zipped('INDIR_PIEM_20260915.csv', Buffer.from(register)), { code: ' a182 ' });
  await work();
  expect(await newest(there)).toMatchObject({ state: 'done', cadastralCode: 'A182', rowsRead: 131 });
});

test('an upload that breaks off leaves nothing behind', async () => {
  const { read } = await receive(here, longRegister(), { cutAt: 200_000 });
  expect(read).toEqual({ ok: false, reason: 'malformed' });
  expect(await stored()).toEqual([]);
});

test('what is no register, or too large, is refused from its bytes and leaves nothing behind', async () => {
  const others = {
    'an image': await photo({ width: 80, height: 60 }),
    'an empty file': Buffer.alloc(0),
    'a table of a spreadsheet': zipped('[Content_Types].xml', Buffer.from('<Types/>')),
    'other columns': Buffer.from('via;civico\r\nVIA ROMA;1\r\n'),
    'no lines at all': randomBytes(200_000),
    'half a ZIP’s header': Buffer.from('PK\u0003\u0004', 'latin1'),
  };
  for (const [what, bytes] of Object.entries(others))
    expect((await receive(here, bytes)).received, what).toMatchObject({ reason: 'not-the-register' });
  const large = register + '\r\n'.repeat(3_000_000);
  expect((await receive(here, large)).received).toMatchObject({ reason: 'too-large' });
  expect(await stored()).toEqual([]);
});

test('one form orders one import, however often it is sent', async () => {
  const before = (await imports(here)).length;
  const held = heldKey();
  const first = await send(here, register, { held });
  const again = await send(here, register, { held });
  expect(first.answer).toMatchObject({ ok: true });
  expect(again.answer).toMatchObject({ reason: 'already-sent', answer: first.answer });
  expect((await imports(here)).length).toBe(before + 1);
  await files.store.delete(`${String(here.id)}/${again.id.slice(-2)}/${again.id}.register` as never);
});

test('a second file waits until the first one is read, whoever sent it', async () => {
  const first = await send(here, longRegister());
  const second = await send(here, register);
  const claimed = await claimStreetFile(db.worker, here.id, now);
  expect(claimed).toMatchObject({ id: first.id, by: here.people.administrator.person });
  expect(await claimStreetFile(db.worker, here.id, now)).toBeNull();
  expect((await imports(here)).map(({ state }) => state).slice(0, 2)).toEqual(['waiting', 'reading']);
  if (claimed) await leaveStreetFile(db.worker, { municipality: here.id, ...claimed });
  while (await work());
  const [last, before] = await imports(here);
  expect([last?.id, before?.id]).toEqual([second.id, first.id]);
  expect(before).toMatchObject({ state: 'done', added: 5000, retired: 160 });
  expect(last).toMatchObject({ state: 'done', added: 0 });
});

test('too many files at once are refused, and one of another municipality is not in their way', async () => {
  for (let count = 0; count < mostWaiting; count++) expect((await send(here, register)).answer.ok).toBe(true);
  const { id, answer } = await send(here, register);
  expect(answer).toMatchObject({ reason: 'too-many' });
  await files.store.delete(`${String(here.id)}/${id.slice(-2)}/${id}.register` as never);
  expect((await send(there, register)).answer.ok).toBe(true);
});

test('only the administrator may send one', async () => {
  for (const actor of [here.people.operator, here.people.mayor, here.citizen]) {
    const order = {
      id: crypto.randomUUID() as StreetImportId,
      fileName: 'a',
      bytes: 1,
      sha256: '',
      cadastralCode: null,
    };
    expect(await perform(here.door, actor, null, orderStreetImport, order)).toMatchObject({ reason: 'not-allowed' });
  }
});

test('a worker that ends leaves the file to another, which begins again', async () => {
  const { id } = await send(here, longRegister());
  const stopping = new AbortController();
  const reading = work(stopping.signal);
  await expect.poll(async () => (await newest(here))?.rowsRead).toBeGreaterThan(0);
  stopping.abort();
  await reading;
  expect(await newest(here)).toMatchObject({ id, state: 'reading' });
  expect(await stored()).toHaveLength(1);
  await work();
  expect(await newest(here)).toMatchObject({ id, state: 'done', rowsRead: 5000, rowsBad: 0 });
});

test('who was silent for too long has lost the file, and can neither add to it nor refuse it', async () => {
  const { id } = await send(here, register);
  const slow = await claimStreetFile(db.worker, here.id, now);
  now = now.add({ minutes: 1 });
  const quick = await claimStreetFile(db.worker, here.id, now);
  expect([slow?.turn, quick?.turn]).toEqual([1, 2]);
  const batch = { rows: [], bytes: 1, read: 1, bad: 0, now };
  const late = keepBatch(db.worker, { municipality: here.id, id, turn: 1 }, batch);
  await expect(late).rejects.toThrow(LostFile);
  if (quick) await leaveStreetFile(db.worker, { municipality: here.id, ...quick });
});

test('a file that ends its workers is given up after the third, and a command that broke off is not begun again', async () => {
  const { id } = await send(here, register);
  for (let count = 0; count < 3; count++) {
    expect(await claimStreetFile(db.worker, here.id, now)).toMatchObject({ id });
    now = now.add({ minutes: 1 });
  }
  await work();
  expect(await newest(here)).toMatchObject({ id, state: 'refused', refusedFor: 'interrupted' });

  const command = { kind: 'import', municipality: here.id, source: 'anncsu' } as const;
  await beginStreetImport(db.web, command, { fileName: 'a.csv', bytes: 1, now });
  await work();
  expect(await newest(here)).toMatchObject({ state: 'reading', by: null });
  now = now.add({ minutes: 1 });
  await work();
  expect(await newest(here)).toMatchObject({ state: 'refused', refusedFor: 'interrupted' });
});

test('the file of somebody who has lost the post changes nothing', async () => {
  const { id } = await send(there, register.replaceAll('CORSO ROMA', 'CORSO MILANO'));
  const held = db.owner.updateTable('post').where('municipality_id', '=', there.id);
  const { person } = there.people.administrator;
  await held
    .set({ held_until: Temporal.PlainDate.from('2026-01-01') })
    .where('person_id', '=', person)
    .execute();
  await work();
  await held.set({ held_until: null }).where('person_id', '=', person).execute();
  expect(await newest(there)).toMatchObject({ id, state: 'refused', refusedFor: 'not-allowed' });
});
