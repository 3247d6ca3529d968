import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findPersonalData, markedParts, type PersonalDataKind } from './personal-data.ts';

const found = (text: string, names: readonly string[] = []) =>
  findPersonalData(text, names).map(({ kind, from, to }) => [kind, text.slice(from, to)]);

describe('likely personal data', () => {
  test.each<[PersonalDataKind, string]>([
    ['phone', '333 1234567'],
    ['phone', '+39 0586 123 456'],
    ['phone', '0586/123456'],
    ['phone', '3331234567'],
    ['phone', '+49 30 1234567'],
    ['email', 'maria.rossi@example.it'],
    ['tax-code', 'RSSMRA80A41H501X'],
    ['tax-code', 'rssmra80a41h501x'],
    ['plate', 'AB123CD'],
    ['plate', 'AB 123 CD'],
    ['plate', 'ab123cd'],
    ['vat', '01234567897'],
    ['iban', 'IT60X0542811101000000123456'],
    ['iban', 'IT60 X054 2811 1010 0000 0123 456'],
  ])('%s: «%s» is marked wherever it stands', (kind, data) => {
    expect(found(`Chiamatemi: ${data}, grazie.`)).toEqual([[kind, data]]);
  });

  test.each([
    'Il lampione 418 in Via Aurelia è spento dal 12/11/2026.',
    'A 100 metri, da 200 m a 300 m, larga 20 cm, alle 18:30.',
    'Passa ogni giorno dalle 7.30 alle 8.45, dal 2019.',
    'Segnalazione 2026-00123, già scritta il 3/4/2026',
    'Autobus 12 e 45, SP 39, km 12+300',
  ])('«%s» has none', (text) => {
    expect(found(text)).toEqual([]);
  });

  test('the author’s own name is marked as whole words', () => {
    expect(found('Sono ROSSI, abito vicino. Mele rossissime.', ['Maria Rossi'])).toEqual([['name', 'ROSSI']]);
    expect(found('aab (a+b)', ['(a+b) [x'])).toEqual([['name', '(a+b)']]);
  });

  test('is found in any text around it, and cutting the text there loses nothing', () => {
    const data = fc.oneof(
      fc.integer({ min: 3_200_000_000, max: 3_999_999_999 }).map((digits) => ['phone', String(digits)] as const),
      fc.emailAddress().map((address) => ['email', address.replace(/^[^\p{L}\d]+/u, 'a')] as const),
    );
    const around = fc.stringMatching(/^[a-zà ,!]{0,40}$/);
    fc.assert(
      fc.property(around, data, around, (before, [kind, value], after) => {
        fc.pre(/^[\w.+-]+@[\w.-]+$/.test(value) || kind === 'phone');
        const text = `${before} ${value} ${after}`;
        const findings = findPersonalData(text);
        expect(findings.some((one) => one.kind === kind && text.slice(one.from, one.to).includes(value))).toBe(true);
        expect(
          markedParts(text, findings)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  test('never overlaps itself, whatever was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('AB12 @.it-/+03'), 'rossi') }), (text) => {
        const findings = findPersonalData(text, ['rossi']);
        findings.forEach(({ from, to }, at) => {
          expect(to).toBeGreaterThan(from);
          expect(from).toBeGreaterThanOrEqual(findings[at - 1]?.to ?? 0);
        });
      }),
    );
  });
});
