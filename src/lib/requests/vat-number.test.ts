import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasRightCheckDigit, readVatNumber } from './vat-number.ts';

/** The rule as it is published, step by step, for ten digits. */
function publishedCheckDigit(ten: readonly number[]): number {
  const odd = [0, 2, 4, 6, 8].map((at) => ten[at] ?? 0).reduce((a, b) => a + b);
  const even = [1, 3, 5, 7, 9]
    .map((at) => (ten[at] ?? 0) * 2)
    .map((double) => Math.floor(double / 10) + (double % 10))
    .reduce((a, b) => a + b);
  const rest = (odd + even) % 10;
  return rest === 0 ? 0 : 10 - rest;
}

const tenDigits = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 10, maxLength: 10 })
  .filter((digits) => digits.some((digit) => digit > 0));

test('a number is right exactly with the check digit that the published rule gives', () => {
  fc.assert(
    fc.property(tenDigits, fc.integer({ min: 0, max: 9 }), (ten, last) => {
      expect(hasRightCheckDigit([...ten, last].join(''))).toBe(last === publishedCheckDigit(ten));
    }),
  );
});

test('one wrong digit, and two neighbours exchanged, are always noticed, but for 0 and 9', () => {
  fc.assert(
    fc.property(tenDigits, fc.nat(10), fc.integer({ min: 1, max: 9 }), (ten, at, more) => {
      const right = [...ten, publishedCheckDigit(ten)];
      const wrong = right.with(at, ((right[at] ?? 0) + more) % 10);
      expect(hasRightCheckDigit(wrong.join(''))).toBe(false);
      const [a = 0, b = 0] = [right[at % 10], right[(at % 10) + 1]];
      const exchanged = right.with(at % 10, b).with((at % 10) + 1, a);
      const unseen = a === b || (Math.min(a, b) === 0 && Math.max(a, b) === 9);
      expect(hasRightCheckDigit(exchanged.join(''))).toBe(unseen);
    }),
  );
});

test.each([
  ['00743110157', '00743110157'],
  ['IT 00743110157', '00743110157'],
  ['007.4311.0157', '00743110157'],
  ['DE 123456789', 'DE123456789'],
  ['fr40303265045', 'FR40303265045'],
])('«%s» is kept as %s', (typed, kept) => {
  expect(readVatNumber(typed)).toBe(kept);
});

test.each(['', '00743110158', '0074311015', '007431101577', '00000000000', 'RSSMRA80A01H501U', 'US12345', 'bar'])(
  '«%s» is no number',
  (typed) => {
    expect(readVatNumber(typed)).toBeNull();
  },
);
