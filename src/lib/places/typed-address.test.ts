import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slipsBetween } from './rank-streets.ts';
import { readTypedAddress, stillNames } from './typed-address.ts';

test.each([
  ['via garibaldi 12', 'via', 'garibaldi', 12, '', ''],
  ['Corso Roma 12/b', 'corso', 'roma', 12, 'b', ''],
  ['corso roma 12b', 'corso', 'roma', 12, 'b', ''],
  ['Corso Roma, n. 12 bis', 'corso', 'roma', 12, 'bis', ''],
  ['via roma n°12', 'via', 'roma', 12, '', ''],
  ['Via Roma civico 12', 'via', 'roma', 12, '', ''],
  ['via roma 12/4', 'via', 'roma', 12, '4', ''],
  ['via 25 aprile 3', 'via', '25 aprile', 3, '', ''],
  ['via xx settembre 5, Vada', 'via', '20 settembre', 5, '', 'vada'],
  ['via garibaldi 12 davanti al bar', 'via', 'garibaldi', 12, '', 'davanti al bar'],
  ['via roma 12 57016 Vada', 'via', 'roma', 12, '', '57016 vada'],
  ['p.za mazzini', 'piazza', 'mazzini', null, '', ''],
])('%s', (typed, kind, words, number, suffix, tail) => {
  const [first] = readTypedAddress(typed);
  expect(first).toEqual({ kind, words: words.split(' '), number, suffix, tail: tail.split(' ').filter(Boolean) });
});

test('a number at the end may be the name’s own: both readings are tried', () => {
  const readings = readTypedAddress('strada statale 206');
  expect(readings.map(({ words, number }) => [words.join(' '), number])).toEqual([
    ['statale', 206],
    ['206', null],
  ]);
  expect(
    readTypedAddress('via 4 novembre').every(({ number, words }) => number !== 4 || words.join() !== 'novembre'),
  ).toBe(true);
});

test('whatever is typed is read without complaint', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      for (const { number, words } of readTypedAddress(text)) {
        expect(words.length).toBeGreaterThan(0);
        expect(number === null || Number.isInteger(number)).toBe(true);
      }
    }),
  );
});

test('an address stays chosen while its own words stand at the beginning', () => {
  const label = 'Via Giuseppe Garibaldi 12/B';
  for (const typed of [label, 'via giuseppe garibaldi 12/b', `${label}, davanti al forno`])
    expect(stillNames(typed, label), typed).toBe(true);
  for (const typed of ['Via Giuseppe Garibaldi 12', 'Via Giuseppe Garibaldi 123', 'Via Roma 1', ''])
    expect(stillNames(typed, label), typed).toBe(false);
});

test('a slip is a letter left out, added, changed or swapped with its neighbour', () => {
  expect(slipsBetween('garbialdi', 'garibaldi')).toBe(1);
  expect(slipsBetween('rmoa', 'roma')).toBe(1);
  expect(slipsBetween('cavalotti', 'cavallotti')).toBe(1);
  const words = fc.stringMatching(/^[a-e]{0,8}$/);
  fc.assert(
    fc.property(words, words, fc.nat(8), (a, b, at) => {
      expect(slipsBetween(a, a)).toBe(0);
      expect(slipsBetween(a, b)).toBe(slipsBetween(b, a));
      expect(slipsBetween(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      expect(slipsBetween(a, a.slice(0, at) + a.slice(at + 1))).toBeLessThanOrEqual(1);
    }),
  );
});
