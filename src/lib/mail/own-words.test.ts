import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ownWords } from './own-words.ts';

const mine = 'Il lampione è ancora spento.\n\nCi passo ogni sera: è buio.';

const replies: [program: string, around: string][] = [
  [
    'Gmail it',
    '\n\nIl giorno lun 23 nov 2026 alle ore 10:05 Comune di Borgo <\nsegnalazioni@borgo.example.it> ha scritto:\n\n> Gentile Maria\n>\n> abbiamo ricevuto',
  ],
  [
    'Gmail en',
    '\n\nOn Mon, 23 Nov 2026 at 10:05, Comune di Borgo <segnalazioni@borgo.example.it>\nwrote:\n\n> Gentile Maria',
  ],
  [
    'Gmail de',
    '\n\nAm Mo., 23. Nov. 2026 um 10:05 Uhr schrieb Comune di Borgo <\nsegnalazioni@borgo.example.it>:\n\n> Guten Tag',
  ],
  [
    'Gmail fr',
    '\n\nLe lun. 23 nov. 2026 à 10:05, Comune di Borgo <segnalazioni@borgo.example.it> a\nécrit :\n\n> Bonjour',
  ],
  [
    'Outlook it',
    '\n\nMaria\n\n________________________________\nDa: Comune di Borgo <segnalazioni@borgo.example.it>\nInviato: lunedì 23 novembre 2026 10:05\nA: Maria Rossi\nOggetto: Ricevuta: lampione\n\nGentile Maria',
  ],
  [
    'Outlook en',
    '\n\nFrom: Comune di Borgo <segnalazioni@borgo.example.it>\nSent: Monday, 23 November 2026 10:05\nTo: Maria\nSubject: x\n\nDear',
  ],
  [
    'Outlook de',
    '\n\nVon: Comune di Borgo <segnalazioni@borgo.example.it>\nGesendet: Montag, 23. November 2026 10:05\nAn: Maria\nBetreff: x\n\nGuten Tag',
  ],
  [
    'Outlook fr',
    '\n\nDe : Comune di Borgo <segnalazioni@borgo.example.it>\nEnvoyé : lundi 23 novembre 2026 10:05\nÀ : Maria\nObjet : x\n\nBonjour',
  ],
  ['old Outlook', '\n\n-----Messaggio originale-----\nDa: Comune di Borgo\nInviato: lunedì\n\nGentile Maria'],
  [
    'Apple Mail',
    '\n\nInviato da iPhone\n\n> Il giorno 23 nov 2026, alle ore 10:05, Comune di Borgo <segnalazioni@borgo.example.it> ha scritto:\n> \n> Gentile Maria',
  ],
  [
    'Apple Mail on a Mac',
    '\n\n> Il giorno 23 nov 2026, alle ore 10:05, Comune di Borgo <segnalazioni@borgo.example.it> ha scritto:\n> \n> Gentile',
  ],
  [
    'Thunderbird',
    '\n\n-- \nMaria Rossi\nvia Roma 1\n\nIl 23/11/2026 10:05, Comune di Borgo ha scritto:\n> Gentile Maria',
  ],
  [
    'a webmail',
    '\n\nIl 23/11/2026 10:05 CET Comune di Borgo <segnalazioni@borgo.example.it> ha scritto:\n\n\nGentile Maria',
  ],
  ['a telephone de', '\n\nVon meinem iPhone gesendet'],
  ['a telephone fr', '\n\nEnvoyé de mon iPhone'],
  ['Outlook on a telephone', '\n\nOttieni Outlook per Android'],
];

describe('a reply from', () => {
  test.each(replies)('%s keeps what its author wrote and nothing else', (_, around) => {
    for (const text of [mine + around, (mine + around).replaceAll('\n', '\r\n')]) {
      expect(ownWords(text).replace(/\n\nMaria$/, '')).toBe(mine);
    }
  });
});

test('a reply of one line keeps it', () => {
  const quoted = 'Il giorno lun 23 nov 2026 Comune <segnalazioni@borgo.example.it> ha scritto:\n\n> Gentile Maria';
  expect(ownWords(`Rotto.\n\n${quoted}`)).toBe('Rotto.');
  expect(ownWords(`Rotto.\n${quoted}`)).toBe('Rotto.');
});

test('an answer between the quoted lines keeps all of its parts', () => {
  expect(ownWords('> Da che lato?\n\nDal mare.\n\n> Quando?\n\nIeri.')).toBe('Dal mare.\n\nIeri.');
});

test('an answer below the quotation is found, too', () => {
  const below = 'Il 23/11/2026 10:05, Comune di Borgo ha scritto:\n> Da che lato?\n\nDal mare.\n\n-- \nMaria';
  expect(ownWords(below)).toBe('Dal mare.');
});

test.each([
  'Da: via Roma fino a piazza Mazzini è tutto buio.',
  'Il vigile ha detto di no.',
  'Il tecnico mi ha scritto che passava lunedì.',
  'On y va demain.',
  'Le lampadaire est cassé :\nil clignote.',
])('“%s” is nobody’s quotation', (text) => {
  expect(ownWords(text)).toBe(text);
});

test('whatever comes, no word is invented, and a long one does not take long', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
      const words = ownWords(text);
      expect(words.length).toBeLessThanOrEqual(text.length);
      expect(words).toBe(words.trim());
      for (const line of words.split('\n')) expect(text.replaceAll('\u00a0', ' ')).toContain(line);
    }),
  );
  const long = `Il ${'giorno '.repeat(200_000)}`;
  expect(ownWords(long).length).toBeGreaterThan(1_000_000);
});
