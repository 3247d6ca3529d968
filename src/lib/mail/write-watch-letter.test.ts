import { describe, expect, test } from 'vitest';
import { locales } from '#lib/words/compiled/runtime.js';
import { watchTemplates } from './mail.ts';
import { writeWatchLetter } from './templates/watch.ts';
import type { WatchFacts } from './watch-facts.ts';
import { writeHtml } from './write-html.ts';
import { writeText } from './write-text.ts';

const facts: WatchFacts = {
  locale: 'it',
  municipality: {
    name: 'Borgo',
    region: 'Regione di prova',
    address: 'Piazza della Prova 1',
    zone: 'Europe/Rome',
    practice: false,
    desk: { name: 'URP', phone: '0586 000 101', hours: ['lunedì–venerdì 9–13'] },
  },
  request: {
    reference: '2026-00123',
    title: 'Buca <grande>',
    category: 'Strade e marciapiedi',
    where: 'Via Aurelia, Capoluogo',
    office: 'Manutenzioni',
    outcome: 'solved',
  },
  confirmed: true,
  links: {
    page: 'https://borgo.example.it/segnalazioni/2026-00123',
    decide: 'https://borgo.example.it/segui/link/seguita/abc.def',
  },
};

describe.each(watchTemplates)('%s', (template) => {
  test.each(locales)('in %s says number and page, how to end it, and nothing broken', (locale) => {
    const letter = writeWatchLetter(template, { ...facts, locale });
    expect(letter.subject).toContain('2026-00123');
    for (const written of [writeText(letter), writeHtml(letter)]) {
      expect(written).toContain('2026-00123');
      expect(written).toContain(facts.links.page);
      expect(written).toContain(facts.links.decide);
      expect(written).not.toMatch(/undefined|\bnull\b|NaN|\[object|\{\w+\}|mail_/);
    }
    expect(writeHtml(letter)).not.toContain('<grande>');
  });

  test('says in a practice municipality that nothing is real', () => {
    const practice = { ...facts, municipality: { ...facts.municipality, practice: true } };
    expect(writeText(writeWatchLetter(template, practice))).toContain('*** PROVA ***');
  });
});

test('an address that has not said yes is asked, and told no word that anybody wrote', () => {
  const letter = writeWatchLetter('watch-asked', { ...facts, confirmed: false });
  expect(`${letter.subject}${writeText(letter)}`).not.toContain('Buca');
  expect(writeText(letter)).toContain(facts.links.decide);
});

test('without public words a request goes by its category', () => {
  const letter = writeWatchLetter('watch-taken', { ...facts, request: { ...facts.request, title: '' } });
  expect(writeText(letter)).toContain('Strade e marciapiedi\nVia Aurelia, Capoluogo');
});
