import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Actor } from '#lib/kernel/actor.ts';
import type { HamletId, MunicipalityId, StreetId, StreetImportId } from '#lib/kernel/ids.ts';
import { perform, type Door } from '#lib/kernel/server/perform.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { buildTwoTowns, type Town } from '#test/town.ts';
import { findAddresses, nearestAddress, readAddress } from './find-addresses.ts';
import { nameHamlet } from './hamlets.ts';
import { importStreets, type ImportOutcome } from './import-streets.ts';
import {
  claimStreetImport,
  countStreets,
  listStreetImports,
  openStreetImports,
  orderStreetImport,
  tellProgress,
} from './street-imports.ts';
import { takeOverStreets } from './take-over-streets.ts';

const register = readFileSync(`${import.meta.dirname}/../data/alessandria-indirizzi-excerpt.csv`, 'utf8');
const [header = '', ...rows] = register.trimEnd().split('\r\n');
const fileOf = (lines: readonly string[]) => [header, ...lines, ''].join('\r\n');

let db: TestDatabase;
let here: Town;
let there: Town;
let spinetta: HamletId;
let now = Temporal.Instant.from('2026-11-23T08:00:00Z');

beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  [here, there] = await buildTwoTowns(db.web, { clock: () => now });
  const named = await perform(here.door, here.people.administrator, null, nameHamlet, {
    name: 'Spinetta Marengo',
    latitude: 44.887,
    longitude: 8.676,
    position: 1,
  });
  spinetta = named.ok ? named.id : ('' as HamletId);
  const loaded = await load(here, register);
  if (!loaded.ok) throw new Error(loaded.reason);
});
afterAll(() => db.close());

const importerOf = ({ id }: Town): Actor => ({ kind: 'import', municipality: id, source: 'anncsu' });

async function order(town: Town, own = true, actor: Actor = importerOf(town)): Promise<StreetImportId> {
  const ordered = await orderStreetImport(db.web, actor, { fileName: 'indirizzi.csv', bytes: 1000, own, now });
  if (!ordered.ok) throw new Error(ordered.reason);
  return ordered.id;
}

async function load(town: Town, file: string, actor: Actor = importerOf(town)): Promise<ImportOutcome> {
  now = now.add({ minutes: 1 });
  return importStreets(town.door, actor, await order(town, true, actor), Readable.from([Buffer.from(file)]));
}

async function entries(town: Town): Promise<{ detail: Record<string, unknown> }[]> {
  const found = await db.owner
    .selectFrom('trail_entry')
    .select('facts')
    .where('municipality_id', '=', town.id)
    .where('kind', '=', 'streets-imported')
    .orderBy('at')
    .execute();
  return found.map(({ facts }) => JSON.parse(facts) as { detail: Record<string, unknown> });
}

const labels = async (town: Town, text: string) =>
  (await findAddresses(db.web, town.id, text)).map(({ label }) => label);

describe('the register', () => {
  test('comes in as one act with one entry that holds the digest and the counts', async () => {
    const [first] = await entries(here);
    expect(first?.detail).toMatchObject({
      rows: 131,
      bad: 0,
      streets: { added: 30, changed: 0, retired: 0 },
      numbers: { added: 131, changed: 0, retired: 0 },
    });
    expect(first?.detail.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(await countStreets(db.web, here.id)).toEqual({ streets: 30, numbers: 131 });
  });

  test('the same file again changes nothing and leaves no entry, nor do its lines in another order change anything', async () => {
    const before = await entries(here);
    expect(await load(here, register)).toMatchObject({ ok: true, added: 0, changed: 0, retired: 0, rows: 131 });
    expect(await entries(here)).toHaveLength(before.length);
    expect(await load(here, fileOf(rows.toReversed()))).toMatchObject({ ok: true, added: 0, changed: 0, retired: 0 });
    expect(await entries(here)).toHaveLength(before.length + 1);
  });

  test('a newer file changes, adds and retires; what is retired is kept, and comes back', async () => {
    const [chosen] = await findAddresses(db.web, here.id, 'corso roma 12');
    const without = rows.filter((row) => !row.includes(';CORSO ROMA;') && !row.includes(';CORSO GIUSEPPE ROMITA;'));
    const renamed = without.map((row) => row.replace(';VICOLO GAMONDIO;', ';VICOLO NUOVO;'));
    const extra = (renamed[0] ?? '').split(';').with(8, '990001').with(10, '777').join(';');
    const changed = await load(here, fileOf([...renamed, extra]));
    expect(changed).toMatchObject({ ok: true, added: 1, changed: 1 });
    expect(changed.ok && changed.retired).toBeGreaterThan(5);
    expect(await labels(here, 'corso roma 12')).not.toContain('Corso Roma 12');
    expect(await labels(here, 'vicolo nuovo')).toEqual(['Vicolo Nuovo']);
    // Somebody may have chosen it the day before.
    expect(chosen && (await readAddress(db.web, here.id, chosen.id, ''))?.label).toBe('Corso Roma 12');

    await load(here, register);
    const again = await findAddresses(db.web, here.id, 'corso roma 12');
    expect(again[0]?.id).toBe(chosen?.id);
    expect(await labels(here, 'vicolo gamondio')).toEqual(['Vicolo Gamondio']);
  });

  test('bad rows are told by line with their reason, and the others come in', async () => {
    const [first = '', second = '', third = ''] = rows;
    const file = fileOf([
      first,
      'VIA ROMA',
      second.replace('8,6', 'x,6'),
      first,
      third.replace('A182', 'F205'),
      ...rows.slice(3),
    ]);
    const outcome = await load(here, file);
    expect(outcome).toMatchObject({ ok: true, bad: 4 });
    expect(outcome.firstBad).toEqual([
      { line: 3, problem: 'columns' },
      { line: 4, problem: 'coordinates' },
      { line: 5, problem: 'repeated' },
      { line: 6, problem: 'other-municipality' },
    ]);
    const [kept] = await listStreetImports(db.web, here.people.administrator);
    expect(kept).toMatchObject({ state: 'done', rowsBad: 4, bad: outcome.firstBad, percent: 100 });
    await load(here, register);
  });

  test('another file, or one that is mostly bad, is refused and leaves the register as it was', async () => {
    const before = await countStreets(db.web, here.id);
    expect(await load(here, 'a;b\r\n1;2')).toMatchObject({ ok: false, reason: 'not-the-register' });
    expect(await load(here, fileOf(rows.map((row) => row.slice(0, 20))))).toMatchObject({ reason: 'mostly-bad' });
    expect(await load(here, fileOf([]))).toMatchObject({ ok: false, reason: 'mostly-bad' });
    expect(await countStreets(db.web, here.id)).toEqual(before);
    const waiting = await db.owner.selectFrom('street_import_row').select('code').execute();
    expect(waiting).toEqual([]);
  });

  test('rows beyond the boundary are left out', async () => {
    await db.owner
      .updateTable('municipality')
      .set({
        boundary: JSON.stringify({
          type: 'Polygon',
          coordinates: [[[8.55, 44.9], [8.7, 44.9], [8.7, 45], [8.55, 45], [8.55, 44.9]]], // prettier-ignore
        }),
      })
      .where('municipality_id', '=', there.id)
      .execute();
    const outcome = await load(there, register);
    expect(outcome.bad).toBeGreaterThan(10);
    expect(outcome.firstBad.every(({ problem }) => problem === 'outside')).toBe(true);
    expect(await labels(there, 'via garibaldi spinetta')).toEqual([]);
  });

  test('streets of one name in two municipalities are each one’s own', async () => {
    const [ours] = await findAddresses(db.web, here.id, 'corso roma 12');
    const [theirs] = await findAddresses(db.web, there.id, 'corso roma 12');
    expect([ours?.label, theirs?.label]).toEqual(['Corso Roma 12', 'Corso Roma 12']);
    expect(ours?.id).not.toBe(theirs?.id);
    expect(ours && (await readAddress(db.web, there.id, ours.id, ''))).toBeNull();
    expect(theirs?.hamlet).toBe(there.hamlet);
  });

  test('only the administrator and a command may change it, and each sees only their own files', async () => {
    for (const actor of [here.people.operator, here.people.mayor, here.citizen]) {
      expect(await orderStreetImport(db.web, actor, { fileName: 'x', bytes: 1, own: true, now })).toMatchObject({
        reason: 'not-allowed',
      });
      expect(await listStreetImports(db.web, actor)).toEqual([]);
      const id = await order(here);
      const input = { import: id, digest: '00', rows: 1, bad: 0 };
      expect(await perform(here.door, actor, null, takeOverStreets, input)).toMatchObject({ reason: 'not-allowed' });
    }
    const ofOthers = await listStreetImports(db.web, there.people.administrator);
    expect(ofOthers).toHaveLength(1);
    const theirs = { import: ofOthers[0]?.id ?? ('' as StreetImportId), digest: '00', rows: 1, bad: 0 };
    expect(await perform(here.door, here.people.administrator, null, takeOverStreets, theirs)).toMatchObject({
      reason: 'changed-meanwhile',
    });
  });
});

describe('a file that waits', () => {
  test('is read by one worker; when that one dies another begins again, and no row counts twice', async () => {
    const id = await order(here, false, here.people.administrator);
    const of = { municipality: here.id, id };
    const open = (await openStreetImports(db.worker, now)).filter((each) => each.id === id);
    expect(open).toEqual([{ ...of, by: here.people.administrator.person }]);
    expect(await claimStreetImport(db.worker, of, now)).toBe(true);
    expect(await claimStreetImport(db.worker, of, now)).toBe(false);
    await tellProgress(db.worker, of, { bytes: 500, rows: 60, bad: 0, now });
    const half = (await listStreetImports(db.web, here.people.administrator)).find((each) => each.id === id);
    expect(half).toMatchObject({ id, state: 'reading', percent: 50, rowsRead: 60 });

    const worker: Door = { ...here.door, database: db.worker };
    await expect(importStreets(worker, here.people.administrator, id, broken())).rejects.toThrow('the disk is gone');
    now = now.add({ minutes: 1 });
    expect((await openStreetImports(db.worker, now)).some((each) => each.id === id)).toBe(true);
    expect(await claimStreetImport(db.worker, of, now)).toBe(true);
    const outcome = await importStreets(worker, here.people.administrator, id, Readable.from([Buffer.from(register)]));
    expect(outcome).toMatchObject({ ok: true, rows: 131, bad: 0 });
    expect(await openStreetImports(db.worker, now)).not.toContainEqual(expect.objectContaining({ id }));
  });

  async function* broken(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Buffer.from(fileOf([...rows, ...Array.from({ length: 1200 }, () => rows[0] ?? '')])));
    throw new Error('the disk is gone');
  }
});

describe('an address', () => {
  test.each<[string, string[]]>([
    [
      'via garibaldi 12',
      ['Via Giuseppe Garibaldi in Spinetta Marengo 12', 'Via Giuseppe Garibaldi in Spinetta Marengo 12/A'],
    ],
    ['P.za Garibaldi', ['Piazza Giuseppe Garibaldi']],
    ['v. g. garibaldi', ['Via Giuseppe Garibaldi in Spinetta Marengo']],
    ['via garbialdi', ['Via Giuseppe Garibaldi in Spinetta Marengo']],
    ['vai garibadli', ['Via Giuseppe Garibaldi in Spinetta Marengo']],
    ['corso roma 12', ['Corso Roma 12']],
    ['CORSO ROMA, N. 12', ['Corso Roma 12']],
    ['c.so rmoa 12', ['Corso Roma 12']],
    ['corso roma 999', ['Corso Roma 999']],
    ['corso roma 12/b', ['Corso Roma 12', 'Corso Roma 12/B']],
    ['piazza liberta', ['Piazza della Libertà']],
    ['piazza della libertà', ['Piazza della Libertà']],
    ['corso xx settembre', ['Corso Venti Settembre']],
    ['via 25 aprile', ['Via Venticinque Aprile']],
    ['s. maria castello', ['Piazza Santa Maria di Castello', 'Via Santa Maria di Castello']],
    ['via mondovi', ['Via Mondovì']],
    ['corso cavalotti', ['Corso Felice Cavallotti']],
    ['via norberto b', ['Via Norberto Bobbio']],
    ['strada provinciale 82', ['Strada Provinciale 82 Alessandria-Sale']],
    ['via g. mazzini, spinetta', ['Via Giuseppe Mazzini in Spinetta Marengo']],
    ['v.le medaglie d oro', ['Viale Medaglie d’Oro']],
    ['via dell erba', ['Via dell’Erba']],
    ['vicino alla fontana', []],
    ['davanti alla scuola elementare', []],
    ['', []],
    ['12', []],
    ["'; drop table street; --", []],
    ['%_\\', []],
  ])('%s is found first', async (typed, expected) => {
    const found = await labels(here, typed);
    expect(found.slice(0, Math.max(1, expected.length))).toEqual(expected);
  });

  test('a number gives point and hamlet, a street as a whole only its hamlet', async () => {
    const [number] = await findAddresses(db.web, here.id, 'via garibaldi 12, spinetta marengo');
    expect(number).toMatchObject({ kind: 'number', hamlet: spinetta, where: 'Spinetta Marengo' });
    expect(number?.point).toEqual({ latitude: 44.8877938, longitude: 8.675169 });
    const [street] = await findAddresses(db.web, here.id, 'via garibaldi spinetta');
    expect(street).toMatchObject({ kind: 'street', point: null, hamlet: spinetta });
    const [unknown] = await findAddresses(db.web, here.id, 'corso roma 999');
    expect(unknown).toMatchObject({ kind: 'number-unknown', point: null });
    expect(unknown && (await readAddress(db.web, here.id, unknown.id, 'corso roma 999'))).toEqual(unknown);
    expect(await readAddress(db.web, here.id, here.hamlet as unknown as StreetId, '')).toBeNull();
  });

  test('the nearest number to a point is known, and nothing far away', async () => {
    const near = await nearestAddress(db.web, here.id, { latitude: 44.88781, longitude: 8.6752 });
    expect(near?.address.label).toBe('Via Giuseppe Garibaldi in Spinetta Marengo 12');
    expect(near?.metres).toBeLessThan(10);
    expect(await nearestAddress(db.web, here.id, { latitude: 43.4, longitude: 10.4 })).toBeNull();
    expect(await nearestAddress(db.web, 3 as MunicipalityId, { latitude: 44.88781, longitude: 8.6752 })).toBeNull();
  });
});
