import fc from 'fast-check';
import { expect, test } from 'vitest';
import { locales } from '#lib/words/compiled/runtime.js';
import { blanks, fillBlanks, statementLength, statementPages, unknownBlanks } from './statement.ts';
import { usualStatement } from './usual-statement.ts';

const words = { comune: 'Comune di Prova', sportello: 'URP', telefono: '0586 000 100' };

test('the usual text of every page, in every language, has only blanks that are filled, and room to grow', () => {
  for (const page of statementPages)
    for (const locale of locales) {
      const usual = usualStatement(page, locale);
      expect(unknownBlanks(usual)).toEqual([]);
      expect(fillBlanks(usual, words)).not.toMatch(/[{}]|undefined/);
      expect(usual.length).toBeLessThan(statementLength / 2);
      expect(usual).toMatch(/^## \S/);
    }
  expect(usualStatement('privacy', 'it')).toContain('{comune}');
});

test('filling puts the words in as they are, each blank of the list; a blank that nobody can fill is told', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      const all = Object.values(blanks).join(', ');
      expect(fillBlanks(all, { ...words, comune: name })).toBe(`${name}, ${words.sportello}, ${words.telefono}`);
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{1,12}$/), (name) => {
      const known = Object.keys(blanks).includes(name);
      expect(unknownBlanks(`Scrivi a {${name}} o a {${name}}.`)).toEqual(known ? [] : [`{${name}}`]);
    }),
  );
});
