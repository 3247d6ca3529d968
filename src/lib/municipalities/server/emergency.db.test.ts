import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { perform } from '#lib/kernel/server/perform.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { buildTwoTowns, type Town } from '#test/town.ts';
import type { EmergencyEdit } from '../edit-emergency.ts';
import type { EmergencyNumber } from '../municipality.ts';
import { changeEmergency } from './change-emergency.ts';
import { readEmergencyHistory } from './read-emergency-history.ts';
import { readMunicipality } from './read-municipality.ts';

let db: TestDatabase;
let here: Town;
let there: Town;

beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  [here, there] = await buildTwoTowns(db.web);
});
afterAll(() => db.close());

const gas: EmergencyNumber = {
  name: 'Gas',
  phone: '0586 000 201',
  purpose: { it: 'odore di gas', en: 'smell of gas', de: '', fr: '' },
};
const change = (version: number, edit: EmergencyEdit, by = here.people.administrator) =>
  perform(here.door, by, null, changeEmergency, { version, edit });
const read = (town: Town) => readMunicipality(db.web, town.id);

test('emergency numbers are changed by the administrator of their municipality alone, from the version seen', async () => {
  const { version, uuid } = await read(here);
  const add: EmergencyEdit = { kind: 'put', phone: '', number: gas };
  for (const by of [here.people.head, here.people.mayor, here.people['front-desk']]) {
    expect(await change(version, add, by)).toEqual({ ok: false, reason: 'not-allowed' });
    expect(await readEmergencyHistory(db.web, by, uuid)).toBeNull();
  }
  // The door's municipality is the actor's: somebody of elsewhere changes their own.
  const before = await read(there);
  expect(
    await perform(there.door, there.people.administrator, null, changeEmergency, { version: 99, edit: add }),
  ).toEqual({
    ok: false,
    reason: 'changed-meanwhile',
  });

  const both = await Promise.all([change(version, add), change(version, add)]);
  expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
  expect(both).toContainEqual({ ok: false, reason: 'changed-meanwhile' });
  expect(await read(here)).toMatchObject({ version: version + 1, emergency: [gas] });
  expect(await read(there)).toEqual(before);
  expect(await change(version + 1, add)).toEqual({ ok: false, reason: 'twice' });
});

test('the history says who changed which number from what, and nothing is written where nothing changed', async () => {
  const { version, uuid, emergency } = await read(here);
  const [first] = emergency;
  if (!first) throw new Error('no number');
  const dearer = { ...first, name: 'Gas e luce' };
  expect(await change(version, { kind: 'put', phone: first.phone, number: first })).toEqual({ ok: true });
  expect((await read(here)).version).toBe(version);
  expect(await change(version, { kind: 'put', phone: first.phone, number: dearer })).toEqual({ ok: true });
  expect(await change(version + 1, { kind: 'move', phone: first.phone, by: 'up' })).toEqual({ ok: true });
  expect(await change(version + 1, { kind: 'remove', phone: first.phone })).toEqual({ ok: true });
  expect((await read(here)).emergency).toEqual([]);

  const by = 'Carlo Macchina';
  const history = await readEmergencyHistory(db.web, here.people.administrator, uuid);
  expect(history).toMatchObject([
    { version: version + 2, by, done: 'removed', before: dearer, after: null },
    { version: version + 1, by, done: 'changed', before: first, after: dearer },
    { version, by, done: 'added', before: null, after: gas },
  ]);
  expect(await readEmergencyHistory(db.web, there.people.administrator, uuid)).toEqual([]);
});
