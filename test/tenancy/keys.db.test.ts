import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { asking, readKeys, readTables, readTriggers, type Key, type Table } from '#test/catalogue.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { installationTables, keysAmongMunicipalities } from './installation-tables.ts';

let db: TestDatabase;
let tables: Table[];
let keys: Key[];
let triggers: { table: string; name: string }[];

beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  await asking(db.urls.owner, async (client) => {
    tables = await readTables(client);
    keys = await readKeys(client);
    triggers = await readTriggers(client);
  });
});
afterAll(() => db.close());

const isOurs = (table: string) => !(table in installationTables);

test('every table has a primary key', () => {
  const keyed = new Set(keys.filter(({ kind }) => kind === 'primary').map(({ table }) => table));
  expect(tables.map(({ name }) => name).filter((name) => !keyed.has(name))).toEqual([]);
});

test("every primary, unique and foreign key of a municipality's table begins with the municipality", () => {
  const wrong = keys.filter(
    ({ table, name, columns, to, toColumns }) =>
      isOurs(table) &&
      !keysAmongMunicipalities.has(name) &&
      (columns[0] !== 'municipality_id' || (to !== null && toColumns[0] !== 'municipality_id')),
  );
  expect(wrong).toEqual([]);
});

test("no key of a municipality's table leads to the installation's, nor the other way round", () => {
  expect(keys.filter(({ table, to }) => to !== null && isOurs(table) !== isOurs(to))).toEqual([]);
});

test("no municipality's table has a trigger", () => {
  expect(triggers.filter(({ table }) => isOurs(table))).toEqual([]);
});

test('what is listed as an exception exists', () => {
  const names = new Set(tables.map(({ name }) => name));
  expect(Object.keys(installationTables).filter((table) => !names.has(table))).toEqual([]);
  const keyNames = new Set(keys.map(({ name }) => name));
  expect([...keysAmongMunicipalities].filter((name) => !keyNames.has(name))).toEqual([]);
});
