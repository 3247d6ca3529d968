import fc from 'fast-check';
import { expect, test } from 'vitest';
import { around, distance } from '#lib/places/point.ts';
import { comparableStreet, nearMetres, roundMetres } from './near-by.ts';

const italy = fc.record({
  latitude: fc.double({ min: 36, max: 47, noNaN: true }),
  longitude: fc.double({ min: 7, max: 18, noNaN: true }),
});

test('what is near lies between the corners', () => {
  fc.assert(
    fc.property(italy, italy, (here, there) => {
      const { south, north, west, east } = around(here, nearMetres);
      const between =
        there.latitude >= south && there.latitude <= north && there.longitude >= west && there.longitude <= east;
      if (distance(here, there) <= nearMetres) expect(between).toBe(true);
    }),
  );
  const here = { latitude: 43.4, longitude: 10.4 };
  const { south, north, west, east } = around(here, nearMetres);
  expect(distance(here, { latitude: north, longitude: 10.4 })).toBeCloseTo(nearMetres, 3);
  expect(distance(here, { latitude: 43.4, longitude: west })).toBeCloseTo(nearMetres, 3);
  expect(north - south).toBeLessThan(east - west);
});

test.each([
  [10, 0],
  [26, 50],
  [74, 50],
  [99, 100],
])('%d metres are told as %d', (metres, told) => {
  expect(roundMetres(metres)).toBe(told);
});

test.each([
  ['Via Aurelia 418, suona Rossi', 'Via Aurelia'],
  ['via aurelia', 'VIA AURELIA 2'],
  ['P.za Mazzini', 'Piazza Mazzini, davanti al bar'],
])('“%s” is in the street of “%s”', (one, other) => {
  expect(comparableStreet(one)).toBe(comparableStreet(other));
  expect(comparableStreet(one)).not.toBe('');
});

test.each(['', 'davanti alla scuola', 'il fosso dietro il campo'])('“%s” is in no street', (place) => {
  expect(comparableStreet(place)).toBe('');
});
