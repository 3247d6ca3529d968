import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { listCategories } from '#lib/categories/server/categories.ts';
import { decodeNextPhoto, municipalitiesWithUploads } from '#lib/files/server/decode-photos.ts';
import type { FileStore } from '#lib/files/server/file-store.ts';
import { newId, type ActId, type EntryId, type FileId, type RequestId } from '#lib/kernel/ids.ts';
import { parseReference } from '#lib/kernel/reference.ts';
import { digestOfSecret } from '#lib/kernel/server/form-key.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { passwordOf, tokenOf } from '#lib/kernel/server/secrets.ts';
import { readFacts } from '#lib/mail/server/read-facts.ts';
import {
  findMunicipality,
  listMunicipalities,
  readMunicipality,
} from '#lib/municipalities/server/read-municipality.ts';
import { readOfficeName } from '#lib/offices/server/read-office.ts';
import { listHamlets } from '#lib/places/server/hamlets.ts';
import { deleteDraft, draftLife, readDraft, saveDraft, sweepDrafts, type Draft } from '#lib/requests/server/draft.ts';
import { openByPassword, openByToken, secretOf } from '#lib/requests/server/open-by-secret.ts';
import { readRequestFiles } from '#lib/requests/server/read-request-files.ts';
import { findRequest, readRequest } from '#lib/requests/server/read-request.ts';
import { reportFields } from '#lib/requests/report-form.ts';
import { reportRequest, type ReportRequest } from '#lib/requests/server/report-request.ts';
import { insideTransaction } from '#lib/training/server/one-transaction.ts';
import { givePositionsToAll } from '#lib/trail/server/give-positions.ts';
import { oldestPending } from '#lib/trail/server/read-lag.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { aReport, buildTwoTowns, reported, type Town } from '#test/town.ts';

let db: TestDatabase;
let here: Town;
let there: Town;
const now = Temporal.Instant.from('2026-11-23T08:15:00Z');
beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  [here, there] = await buildTwoTowns(db.web);
});
afterAll(() => db.close());

describe('each municipality reads its own', () => {
  test('categories and hamlets', async () => {
    const ids = async (town: Town) => [
      ...(await listCategories(db.web, town.id)).map(({ id }) => id),
      ...(await listHamlets(db.web, town.id)).map(({ id }) => id),
    ];
    expect(await ids(here)).toEqual([here.categories.roads, here.categories.green, here.hamlet]);
    expect(await ids(there)).toEqual([there.categories.roads, there.categories.green, there.hamlet]);
  });

  test('offices by name', async () => {
    expect(await readOfficeName(db.web, here.id, here.offices.roads)).toBe('Strade');
    await expect(readOfficeName(db.web, there.id, here.offices.roads)).rejects.toThrow();
  });

  test('requests of the same number', async () => {
    const [mine, theirs] = [await reported(here), await reported(there)];
    const number = parseReference(mine.reference);
    if (!number) throw new Error('no number');
    expect(theirs.reference).toBe(mine.reference);
    expect(await findRequest(db.web, here.id, number)).toBe(mine.id);
    expect(await findRequest(db.web, there.id, number)).toBe(theirs.id);
  });

  test('by its own host, and an unknown one by nobody', async () => {
    expect((await findMunicipality(db.web, 'town-2.localhost:3000'))?.id).toBe(there.id);
    expect((await findMunicipality(db.web, 'TOWN-1.localhost:3000'))?.id).toBe(here.id);
    expect(await findMunicipality(db.web, 'evil.example')).toBeNull();
    expect((await listMunicipalities(db.worker)).map(({ id }) => id)).toEqual([here.id, there.id]);
  });
});

describe('a request is opened', () => {
  test('by its password and by its link, in its own municipality only', async () => {
    const { id, reference } = await reported(here, { keyId: db.keys.current });
    const number = parseReference(reference);
    const of = await secretOf(db.web, here.id, id);
    if (!number || !of) throw new Error('no secret');
    const citizen = { kind: 'citizen', municipality: here.id, name: 'Maria Rossi', request: id };
    expect(await openByPassword(db.web, db.keys, here.id, number, passwordOf(db.keys, of).toLowerCase())).toEqual(
      citizen,
    );
    expect(await openByToken(db.web, db.keys, here.id, number, tokenOf(db.keys, of))).toEqual(citizen);
    expect(await openByPassword(db.web, db.keys, there.id, number, passwordOf(db.keys, of))).toBeNull();
    expect(await openByPassword(db.web, db.keys, here.id, number, 'K7MP-4WXT-9HQE-R2DN')).toBeNull();
    expect(await openByToken(db.web, db.keys, here.id, { ...number, number: 99_999 }, tokenOf(db.keys, of))).toBeNull();
    expect(await secretOf(db.web, there.id, id)).toBeNull();
  });
});

describe('a draft', () => {
  const draft: Draft = {
    fields: Object.fromEntries(reportFields.map((field) => [field, 'x'])) as Draft['fields'],
    answers: {},
    sent: null,
  };
  test('is read again by its secret until it is too old, and by no other municipality', async () => {
    const of = { municipality: here.id, holder: digestOfSecret('cookie') };
    await saveDraft(db.web, of, draft, now);
    await saveDraft(db.web, of, { ...draft, sent: { reference: '2026-00001', key: 'k' } }, now);
    expect((await readDraft(db.web, of, now))?.sent?.reference).toBe('2026-00001');
    expect(await readDraft(db.web, { ...of, municipality: there.id }, now)).toBeNull();
    expect(await readDraft(db.web, { ...of, holder: digestOfSecret('other') }, now)).toBeNull();
    const late = now.add(draftLife).add({ seconds: 1 });
    expect(await readDraft(db.web, of, late)).toBeNull();
    await sweepDrafts(db.worker, there.id, late);
    expect(await readDraft(db.web, of, now)).not.toBeNull();
    await sweepDrafts(db.worker, here.id, late);
    expect(await readDraft(db.web, of, now)).toBeNull();
    await saveDraft(db.web, of, draft, now);
    await deleteDraft(db.web, of);
    expect(await readDraft(db.web, of, now)).toBeNull();
  });
});

describe('photos', () => {
  async function upload(town: Town, request: RequestId | null): Promise<FileId> {
    const id = newId<FileId>();
    await sql`insert into file (municipality_id, id, holder, request_id, state, name, media_type, bytes)
      values (${town.id}, ${id}, '\\x00', ${request}, 'received', 'a.jpg', 'image/jpeg', 1)`.execute(db.owner);
    return id;
  }

  test('of a request are listed for who may read it', async () => {
    const { id } = await reported(here);
    const file = await upload(here, id);
    const view = await readRequest(db.web, here.people.operator, id);
    if (!view) throw new Error('not readable');
    expect(await readRequestFiles(db.web, here.people.operator, view.subject)).toEqual([
      { id: file, step: null, state: 'received', kind: 'photo', name: 'a.jpg' },
    ]);
    expect(await readRequestFiles(db.web, here.gardener, view.subject)).toEqual([]);
    expect(await readRequestFiles(db.web, there.people.operator, view.subject)).toEqual([]);
  });

  test('an attempt that the disk spoiled does not count', async () => {
    const file = await upload(there, null);
    expect(await municipalitiesWithUploads(db.worker)).toContain(there.id);
    const broken = { open: () => Promise.reject(new Error('disk full')) } as unknown as FileStore;
    for (let n = 0; n < 5; n++) await expect(decodeNextPhoto(db.worker, broken, there.id)).rejects.toThrow('disk full');
    const { rows } = await sql<{
      state: string;
      attempts: number;
    }>`select state, attempts from file where id = ${file}`.execute(db.owner);
    expect(rows).toEqual([{ state: 'received', attempts: 0 }]);
  });
});

test('the notice to an office goes to its mailbox', async () => {
  const { id: request } = await reported(here, { keyId: db.keys.current });
  const { rows } = await sql<{ act: ActId; entry: EntryId }>`select act_id as act, id as entry from trail_entry
    where request_id = ${request}`.execute(db.owner);
  const [written] = rows;
  if (!written) throw new Error('nothing written');
  const municipality = await readMunicipality(db.web, here.id);
  const mail = { id: '', ...written, request, recipient: 'office', template: 'office-notice', language: 'it' } as const;
  const read = await readFacts(db.worker, db.keys, municipality, mail, 'unread');
  expect(read?.to).toEqual({ name: 'Strade', address: 'strade@town-1.example.it' });
});

test('an act inside of a greater transaction leaves nothing when it is refused or fails, and the rest stands', async () => {
  const title = 'Dentro una transazione';
  await db.web.transaction().execute(async (tx) => {
    const door = { ...here.door, database: insideTransaction(tx) };
    const report = (more: Partial<ReportRequest>) =>
      perform(door, here.citizen, null, reportRequest, aReport(here, { title, ...more }));
    expect(await report({})).toMatchObject({ ok: true });
    expect(await report({ category: there.categories.roads })).toEqual({ ok: false, reason: 'unknown-category' });
    await expect(report({ kind: 'nonsense' as 'fault' })).rejects.toMatchObject({ code: '23514' });
    expect(await report({})).toMatchObject({ ok: true });
  });
  const { rows } = await sql<{
    count: number;
  }>`select count(*)::int as count from request where title = ${title}`.execute(db.owner);
  expect(rows).toEqual([{ count: 2 }]);
});

test('the oldest entry without a position is told, and that there is none', async () => {
  await reported(here);
  expect(await oldestPending(db.web)).not.toBeNull();
  while (await givePositionsToAll(db.worker, []));
  expect(await oldestPending(db.web)).toBeNull();
});
