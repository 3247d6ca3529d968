import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commonDomains, slipsBetween, suggestAddress } from './mistyped-address.ts';

describe('an address that looks mistyped', () => {
  test.each([
    ['maria@gmial.com', 'maria@gmail.com'],
    ['maria@gmail.con', 'maria@gmail.com'],
    ['maria@gmail.it', 'maria@gmail.com'],
    ['maria@gmai.com', 'maria@gmail.com'],
    ['maria.rossi@libero.ti', 'maria.rossi@libero.it'],
    ['Maria.Rossi@Libro.it', 'Maria.Rossi@libero.it'],
    ['maria@hotmail.con', 'maria@hotmail.com'],
    ['maria@hotmial.it', 'maria@hotmail.it'],
    ['maria@yaho.it', 'maria@yahoo.it'],
    ['maria@virgillio.it', 'maria@virgilio.it'],
    ['bar@legalmal.it', 'bar@legalmail.it'],
  ])('%s is asked about: %s?', (typed, meant) => {
    expect(suggestAddress(typed)).toBe(meant);
  });

  test.each([
    'maria@gmail.com',
    'maria@GMAIL.com',
    'maria@mail.com',
    'maria@gmx.at',
    'maria@yahoo.fr',
    'maria@comune.rosignano.livorno.it',
    'maria@example.it',
    'maria@unipi.it',
    'maria@tin.it',
    'maria@rai.it',
    'maria',
    '@gmail.con',
    '',
  ])('«%s» is not', (typed) => {
    expect(suggestAddress(typed)).toBeNull();
  });
});

const domain = fc.constantFrom(...commonDomains);
const word = fc.string({ unit: fc.constantFrom(...Array.from('abcdefghijklmnopqrstuvwxyz.')), maxLength: 14 });

describe('slips', () => {
  test('one exchange of neighbours, one letter too many or too few, is one slip', () => {
    fc.assert(
      fc.property(domain, fc.nat(20), (right, at) => {
        const place = at % (right.length - 1);
        const [a = '', b = ''] = [right[place], right[place + 1]];
        const exchanged = right.slice(0, place) + b + a + right.slice(place + 2);
        expect(slipsBetween(exchanged, right)).toBe(a === b ? 0 : 1);
        expect(slipsBetween(right.slice(0, place) + right.slice(place + 1), right)).toBe(1);
        expect(slipsBetween(right.slice(0, place) + 'q' + right.slice(place), right)).toBe(1);
      }),
    );
  });

  test('are none for the same word, as many both ways, and no more than the longer word has letters', () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(slipsBetween(one, one)).toBe(0);
        expect(slipsBetween(one, other)).toBe(slipsBetween(other, one));
        expect(slipsBetween(one, other)).toBeLessThanOrEqual(Math.max(one.length, other.length));
        expect(slipsBetween(one, other)).toBeGreaterThanOrEqual(Math.abs(one.length - other.length));
      }),
    );
  });

  test('what is suggested keeps the part before the @, has a common domain and is not doubted again', () => {
    fc.assert(
      fc.property(domain, fc.nat(20), fc.constantFrom('a', 'e', 'i', 'o', 'q', 'x', 'z'), (right, at, letter) => {
        const place = at % right.length;
        const typed = `Maria.Rossi+1@${right.slice(0, place)}${letter}${right.slice(place + 1)}`;
        const meant = suggestAddress(typed);
        if (meant === null) return;
        expect(meant.startsWith('Maria.Rossi+1@')).toBe(true);
        expect(commonDomains).toContain(meant.split('@')[1]);
        expect(suggestAddress(meant)).toBeNull();
      }),
    );
  });
});
