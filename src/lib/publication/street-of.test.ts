import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { streetOf } from './street-of.ts';

describe('the street of a place in words', () => {
  test.each([
    ['Via Aurelia 418', 'Via Aurelia'],
    ['Via Aurelia, 418', 'Via Aurelia'],
    ['via garibaldi 12/b', 'via garibaldi'],
    ['P.za Mazzini davanti alla farmacia', 'P.za Mazzini'],
    ['Piazza 25 Aprile 3', 'Piazza 25 Aprile'],
    ['Via XX Settembre n. 4', 'Via XX Settembre'],
    ['Viale della Vittoria', 'Viale della Vittoria'],
    ['Via G. Verdi 7', 'Via G Verdi'],
    ['Lungomare Alberto Sordi, di fronte ai bagni', 'Lungomare Alberto Sordi'],
    ['via roma casa di Mario Rossi', 'via roma'],
    ['Via Roma angolo Via Dante', 'Via Roma'],
    ['Via Roma, suonare Rossi 333 1234567', 'Via Roma'],
  ])('«%s» is «%s»', (place, street) => {
    expect(streetOf(place)).toBe(street);
  });

  test.each(['davanti a casa mia', 'da Mario Rossi, via Roma 3', '418', '', 'Via 418', 'Via'])(
    '«%s» is told to nobody before somebody has looked',
    (place) => {
      expect(streetOf(place)).toBe('');
    },
  );

  test('never holds a house number, nor anything after a comma', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Via Roma', 'Viale Italia', 'Corso dei Mille'),
        fc.integer({ min: 1, max: 9999 }),
        fc.string({ unit: 'grapheme' }),
        (street, number, rest) => {
          expect(streetOf(`${street} ${String(number)} ${rest}`)).toBe(street);
          expect(streetOf(`${street}, ${rest}`)).toBe(street);
        },
      ),
    );
  });
});
