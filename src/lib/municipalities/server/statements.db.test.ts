import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { perform } from '#lib/kernel/server/perform.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { buildTwoTowns, type Town } from '#test/town.ts';
import { listStatements, readStatement, readStatementHistory } from './statements.ts';
import { writeStatement, type WriteStatement } from './write-statement.ts';

let db: TestDatabase;
let here: Town;
let there: Town;

beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  [here, there] = await buildTwoTowns(db.web);
});
afterAll(() => db.close());

const write = (version: number, body: string, by = here.people.administrator, more: Partial<WriteStatement> = {}) =>
  perform(here.door, by, null, writeStatement, { page: 'privacy', language: 'it', version, body, ...more });
const read = (town: Town, locale: 'it' | 'de') => readStatement(db.web, town.id, 'privacy', locale);

test('the administrator alone writes what their municipality declares, each from the text that they saw', async () => {
  for (const by of [here.people.head, here.people.mayor, here.people['front-desk']]) {
    expect(await write(0, 'Nostro', by)).toEqual({ ok: false, reason: 'not-allowed' });
    expect(await listStatements(db.web, by)).toBeNull();
  }
  expect(await read(here, 'it')).toBeNull();
  const both = await Promise.all([write(0, 'Primo'), write(0, 'Secondo')]);
  expect(both).toContainEqual({ ok: true });
  expect(both).toContainEqual({ ok: false, reason: 'changed-meanwhile' });
  const own = await read(here, 'it');
  expect(own?.version).toBe(1);
  // The very same words once more are no change, whatever they were made from.
  expect(await write(0, own?.body ?? '')).toEqual({ ok: true });
  expect(await write(1, 'Nostro')).toEqual({ ok: true });
  expect(await read(here, 'it')).toMatchObject({ version: 2, body: 'Nostro' });
  expect(await read(there, 'it')).toBeNull();
  expect(await listStatements(db.web, there.people.administrator)).toEqual([]);
});

test('who reads another language gets the Italian text of the municipality until it is translated', async () => {
  expect(await read(here, 'de')).toMatchObject({ language: 'it', body: 'Nostro' });
  expect(await write(0, 'Unser', here.people.administrator, { language: 'de' })).toEqual({ ok: true });
  expect(await read(here, 'de')).toMatchObject({ language: 'de', body: 'Unser' });
  expect(await write(1, '', here.people.administrator, { language: 'de' })).toEqual({ ok: true });
  expect(await read(here, 'de')).toMatchObject({ language: 'it' });
});

test('the history keeps what a page said on a day long past, for the administrator of its municipality', async () => {
  const own = await read(here, 'it');
  if (!own) throw new Error('nothing written');
  const history = await readStatementHistory(db.web, here.people.administrator, own);
  expect(history?.map(({ version, by, body }) => ({ version, by, body }))).toEqual([
    { version: 2, by: 'Carlo Macchina', body: 'Nostro' },
    { version: 1, by: 'Carlo Macchina', body: expect.stringMatching(/^(Primo|Secondo)$/) as string },
  ]);
  expect(await readStatementHistory(db.web, here.people.mayor, own)).toBeNull();
  expect(await readStatementHistory(db.web, there.people.administrator, own)).toEqual([]);
});
