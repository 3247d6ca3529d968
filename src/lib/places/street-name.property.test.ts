import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameToRead, plain, readStreetName } from './street-name.ts';

const same = (a: string, b: string) => expect(readStreetName(a), `${a} = ${b}`).toEqual(readStreetName(b));

describe('one street by many spellings', () => {
  test.each([
    ['P.za Mazzini', 'Piazza Mazzini'],
    ['p.zza mazzini', 'PIAZZA MAZZINI'],
    ['Pza  Mazzini', 'piazza mazzini'],
    ['V.le Milite Ignoto', 'Viale Milite Ignoto'],
    ['c.so Roma', 'Corso Roma'],
    ['L.go Tevere', 'Largo Tevere'],
    ['P.le Europa', 'Piazzale Europa'],
    ['Str. Prov. 10', 'Strada Provinciale 10'],
    ['S.P. 10', 'Strada Provinciale 10'],
    ["VIA DELL'ERBA", 'via dell’erba'],
    ['via erba', 'Via dell’Erba'],
    ["PIAZZA DELLA LIBERTA'", 'Piazza Libertà'],
    ['via s. maria di castello', 'Via Santa Maria di Castello'],
    ['via xx settembre', 'Via Venti Settembre'],
    ['via XXV Aprile', 'via 25 aprile'],
    ['Via F.lli Rosselli', 'Via F. Fratelli Rosselli'],
    ['vai roma', 'via roma'],
    ['v. Roma', 'Via Roma'],
  ])('%s is %s', same);

  test('what only looks like an abbreviation stays a name', () => {
    expect(readStreetName('Via Vivaldi').words).toEqual(['vivaldi']);
    expect(readStreetName('Corso').words).toEqual(['corso']);
    expect(readStreetName('Via Pio X').words).toEqual(['pio', 'x']);
    expect(readStreetName('Di Del')).toEqual({ kind: '', words: ['di', 'del'] });
  });
});

const word = fc.stringMatching(/^[a-zàèéìòù]{2,10}$/);
const name = fc.tuple(
  fc.constantFrom('via', 'viale', 'piazza', 'vicolo', 'strada'),
  fc.array(word, { minLength: 1, maxLength: 4 }),
);

test('capitals, blanks, accents and signs change nothing', () => {
  fc.assert(
    fc.property(name, fc.constantFrom(' ', '  ', ', ', ' - ', '. '), ([kind, words], between) => {
      const written = [kind, ...words].join(' ');
      same(written.toUpperCase(), written);
      same([kind, ...words].join(between), written);
      same(written.normalize('NFD'), written);
      same(` ${written} `, written);
    }),
  );
});

test('what was made to be read is still the same street', () => {
  fc.assert(
    fc.property(name, ([kind, words]) => {
      const register = [kind, ...words].join(' ').normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
      same(nameToRead(register), register);
    }),
  );
});

test('no text is too strange to be read, and reading plain text again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      expect(plain(plain(text))).toBe(plain(text));
      expect(plain(text)).toMatch(/^[\p{L}\p{N} ]*$/u);
      expect(readStreetName(text).words.every((each) => !each.includes(' '))).toBe(true);
    }),
  );
});

test.each([
  ["VIA DELL'ERBA", 'Via dell’Erba'],
  ["PIAZZA DELLA LIBERTA'", 'Piazza della Libertà'],
  ['VIA GIUSEPPE GARIBALDI IN SPINETTA MARENGO', 'Via Giuseppe Garibaldi in Spinetta Marengo'],
  ['STRADA PROVINCIALE 82 ALESSANDRIA-SALE', 'Strada Provinciale 82 Alessandria-Sale'],
  ["VIALE MEDAGLIE D'ORO", 'Viale Medaglie d’Oro'],
  ['VIA XX SETTEMBRE', 'Via XX Settembre'],
  ['Via Champigny sur Marne', 'Via Champigny sur Marne'],
])('%s is shown as %s', (register, shown) => {
  expect(nameToRead(register)).toBe(shown);
});
