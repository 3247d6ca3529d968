import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { contains, readBoundary } from '#lib/places/boundary.ts';
import { RegisterFile } from '#lib/places/register-file.ts';
import boundary from './data/rosignano-boundary.json' with { type: 'json' };
import { practiceHamlets, practiceNeighbours } from './practice-municipality.ts';
import { practiceRequests } from './practice-requests.ts';
import { practiceRegister } from './practice-streets.ts';

const area = readBoundary(boundary) ?? [];
const rows = await Array.fromAsync(new RegisterFile(Readable.from([Buffer.from(practiceRegister())])).lines());

test('the practice register is a good file of the national one, the same each time', () => {
  expect(rows.filter((each) => 'problem' in each)).toEqual([]);
  expect(rows.length).toBeGreaterThan(1000);
  expect(practiceRegister()).toBe(practiceRegister());
});

test('every hamlet has streets, all of them inside the boundary', () => {
  const localities = new Set(rows.map((each) => ('row' in each ? each.row.locality.toLowerCase() : '')));
  for (const { name } of Object.values(practiceHamlets)) expect(localities).toContain(name.toLowerCase());
  for (const each of rows) if ('row' in each && each.row.point) expect(contains(area, each.row.point)).toBe(true);
});

test('practice requests and hamlets lie inside the boundary, the neighbours’ town halls outside', () => {
  for (const hamlet of Object.values(practiceHamlets)) expect(contains(area, hamlet), hamlet.name).toBe(true);
  for (const { point, title } of practiceRequests(Temporal.Instant.from('2026-11-23T15:00:00Z')))
    if (point) expect(contains(area, point), title).toBe(true);
  for (const neighbour of practiceNeighbours) expect(contains(area, neighbour), neighbour.name).toBe(false);
});
