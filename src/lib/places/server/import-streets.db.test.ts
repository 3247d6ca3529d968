import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Actor } from '#lib/kernel/actor.ts';
import type { HamletId, MunicipalityId, StreetId, StreetImportId } from '#lib/kernel/ids.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { zipped } from '#test/zipped.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { buildTwoTowns, type Town } from '#test/town.ts';
import { findAddresses, nearestAddress, readAddress } from './find-addresses.ts';
import { nameHamlet } from './hamlets.ts';
import { importStreets, type ImportOutcome } from './import-streets.ts';
import type { CadastralCode } from '../register-file.ts';
import type { StreetFile } from '../street-import.ts';
import { beginStreetImport, countStreets, listStreetImports } from './street-imports.ts';
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

async function begin(town: Town, actor: Actor = importerOf(town), cadastralCode: string | null = null) {
  const file = { fileName: 'indirizzi.csv', bytes: 1000, cadastralCode: cadastralCode as CadastralCode | null, now };
  const begun = await beginStreetImport(db.web, actor, file);
  if (!begun.ok) throw new Error(begun.reason);
  return begun satisfies StreetFile;
}

async function load(town: Town, file: string | Buffer, code: string | null = null): Promise<ImportOutcome> {
  now = now.add({ minutes: 1 });
  const content = Readable.from([Buffer.from(file)]);
  return importStreets(town.door, importerOf(town), await begin(town, importerOf(town), code), content);
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
    const [kept] = (await listStreetImports(db.web, here.people.administrator)) ?? [];
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

  test('a region’s file, zipped as it is downloaded, gives the rows of one municipality and no other is bad', async () => {
    await load(here, register);
    const elsewhere = rows.map((row) => row.replace('A182', 'F205'));
    const region = Buffer.from(fileOf([...elsewhere, ...rows.slice(1), ...elsewhere]));
    const zip = zipped('INDIR_PIEM_20260915.csv', region);
    expect(await load(here, zip, 'A182')).toMatchObject({ ok: true, rows: 130, bad: 0, added: 0, retired: 1 });
    // Of the same file, other rows: the digest alone does not say that nothing changes.
    expect(await load(here, zip, 'H570')).toMatchObject({ ok: false, reason: 'not-in-file' });
    expect(await load(here, zip)).toMatchObject({ ok: false, reason: 'mostly-bad' });
    expect(await load(here, zip.subarray(0, zip.length / 2), 'A182')).toMatchObject({ reason: 'not-the-register' });
    expect(await load(here, region, 'A182')).toMatchObject({ ok: true, added: 0, changed: 0, retired: 0 });
    await load(here, register);
  });

  test('only the administrator and a command may change it, and each sees only their own files', async () => {
    for (const actor of [here.people.operator, here.people.mayor, here.citizen]) {
      expect(await beginStreetImport(db.web, actor, { fileName: 'x', bytes: 1, now })).toMatchObject({
        reason: 'not-allowed',
      });
      expect(await listStreetImports(db.web, actor)).toBeNull();
      const { id, turn } = await begin(here);
      const input = { import: id, turn, digest: '00', rows: 1, bad: 0 };
      expect(await perform(here.door, actor, null, takeOverStreets, input)).toMatchObject({ reason: 'not-allowed' });
    }
    const ofOthers = (await listStreetImports(db.web, there.people.administrator)) ?? [];
    expect(ofOthers).toHaveLength(1);
    const theirs = { import: ofOthers[0]?.id ?? ('' as StreetImportId), turn: 1, digest: '00', rows: 1, bad: 0 };
    expect(await perform(here.door, here.people.administrator, null, takeOverStreets, theirs)).toMatchObject({
      reason: 'changed-meanwhile',
    });
  });
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
