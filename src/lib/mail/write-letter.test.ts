import { describe, expect, test } from 'vitest';
import { locales } from '#lib/words/compiled/runtime.js';
import type { MailFacts } from './mail-facts.ts';
import { tellsPassword, templates, wants, type Template } from './mail.ts';
import { writeHtml } from './write-html.ts';
import { writeLetter } from './write-letter.ts';
import { writeText } from './write-text.ts';

const password = 'K7MP-4WXT-9HQE-R2DN';

function facts(template: Template, changes: Partial<MailFacts> = {}): MailFacts {
  return {
    locale: 'it',
    municipality: {
      name: 'Borgo',
      region: 'Toscana',
      address: 'Piazza 1',
      zone: 'Europe/Rome',
      practice: false,
      desk: { name: 'URP', phone: '0586 000 100', hours: ['lunedì–venerdì 9–13'] },
    },
    request: {
      reference: '2026-00123',
      title: 'Buca <grande> & "profonda"',
      place: "Via dell'Aurelia 418, Vada",
      category: 'Strade',
      author: 'Maria <b>Rossi</b>',
      business: null,
      receivedAt: Temporal.Instant.from('2026-02-14T10:05:00Z'),
      due: { at: Temporal.Instant.from('2026-03-16T22:59:59Z'), date: Temporal.PlainDate.from('2026-03-16') },
      office: { name: 'Strade', phone: '0586 000 140', hours: '9–13' },
      responsible: { name: 'Anna Bianchi', phone: '0586 000 141' },
      outcome: template === 'closing' ? 'solved' : null,
      redirectedTo: null,
      danger: false,
      onCall: null,
      answers: [{ question: 'Quanto è <larga>?', answer: 'Più di un metro' }],
      inspections: [{ by: 'Marco Ferri', at: Temporal.Instant.from('2026-03-03T09:30:00Z') }],
    },
    act: {
      at: Temporal.Instant.from('2026-03-12T10:05:00Z'),
      also: [],
      by: { name: 'Anna Bianchi', unit: 'Strade' },
      words: 'Prima riga\n<script>alert(1)</script>',
    },
    inspection: { date: Temporal.PlainDate.from('2026-03-03'), time: Temporal.PlainTime.from('10:30') },
    question: { until: Temporal.PlainDate.from('2026-03-22') },
    reopenUntil: Temporal.PlainDate.from('2026-04-11'),
    links: {
      request: 'https://borgo.example.it/segui/accesso/2026-00123.tok',
      console: 'https://borgo.example.it/ufficio/segnalazioni/2026-00123',
      choices: 'https://borgo.example.it/segui/accesso/2026-00123.tok?vai=avvisi',
      receipt: 'https://borgo.example.it/segui/accesso/2026-00123.tok?vai=ricevuta',
      notMe: 'https://borgo.example.it/segui/link/non-sono-io/2026-00123.x.tok',
      act: 'https://borgo.example.it/segui/link/nuova-password/2026-00123.x.tok',
    },
    mayReply: false,
    notices: 'all',
    password: tellsPassword.has(template) ? password : null,
    ...changes,
  };
}

const practice = (of: MailFacts): MailFacts => ({ ...of, municipality: { ...of.municipality, practice: true } });

/** The offices come by the console, a stranger by the one link that asks them; everybody else by the request's own. */
function linkIn(template: Template, { links }: MailFacts): string {
  if (template.startsWith('office-') || template === 'address-refused') return links.console;
  return (template === 'new-address' ? links.act : links.request) ?? '';
}

describe.each(templates)('%s', (template) => {
  test.each(locales)('in %s says number and link in text and HTML, and nothing broken', (locale) => {
    for (const given of [facts(template, { locale }), practice(facts(template, { locale }))]) {
      const letter = writeLetter(template, given);
      const [text, html] = [writeText(letter), writeHtml(letter)];
      const link = linkIn(template, given);
      expect(letter.subject).toContain('2026-00123');
      for (const written of [text, html]) {
        expect(written).toContain('2026-00123');
        expect(written).toContain(link);
        expect(written).not.toMatch(/undefined|\bnull\b|NaN|\[object|\{\w+\}|mail_/);
        expect(written.includes(password)).toBe(tellsPassword.has(template));
      }
      expect(html).toContain(`<html lang="${locale}">`);
      expect(html).not.toMatch(/<script|<b>Rossi|<grande>/);
      expect(html).not.toMatch(/src=|url\(|@import/);
    }
  });

  test('says in a practice municipality that nothing is real, and only there', () => {
    expect(writeText(writeLetter(template, practice(facts(template))))).toContain('*** PROVA ***');
    expect(writeText(writeLetter(template, facts(template)))).not.toContain('PROVA');
  });

  test('goes on saying who where the name was erased', () => {
    const given = facts(template);
    const letter = writeLetter(template, {
      ...given,
      act: { ...given.act, by: { name: null, unit: null }, words: null },
    });
    expect(writeText(letter)).not.toMatch(/undefined|\bnull\b/);
  });
});

const toCitizen = templates.filter(
  (template) => !template.startsWith('office-') && !['address-refused', 'new-address'].includes(template),
);

test.each(toCitizen)('%s says how to get fewer mails, and lets a stranger say that it is not them', (template) => {
  const letter = writeLetter(template, { ...facts(template), notices: 'important' });
  for (const written of [writeText(letter), writeHtml(letter)]) {
    expect(written).toContain('Ti mandiamo solo le mail importanti. Se vuoi cambiare:');
    expect(written).toContain(facts(template).links.choices);
    expect(written).toContain(facts(template).links.notMe);
  }
});

test('an address that is not confirmed yet is told nothing of the request but its number', () => {
  const letter = writeLetter('new-address', facts('new-address'));
  expect(`${letter.subject}${writeText(letter)}`).not.toMatch(/Maria|Buca|Aurelia|Bianchi|segui.accesso|non-sono-io/);
});

test.each([
  ['all', templates],
  ['important', templates.filter((template) => !['taken', 'inspection-done'].includes(template))],
] as const)('who chose %s gets these mails', (notices, got) => {
  expect(templates.filter((template) => wants(notices, template))).toEqual(got);
});

test('who wants only the end gets the confirmation, the closing and what their own access needs', () => {
  const inspections = ['inspection-planned', 'inspection-done', 'inspection-cancelled'];
  const steps = ['taken', ...inspections, 'message', 'question', 'question-cancelled', 'reopened'];
  expect(templates.filter((template) => !wants('end', template))).toEqual(steps);
});

test('each language is another text', () => {
  const texts = locales.map((locale) => writeText(writeLetter('closing', facts('closing', { locale }))));
  expect(new Set(texts).size).toBe(locales.length);
});

test('the confirmation says who answers for it, by when, and the way back in', () => {
  const text = writeText(writeLetter('confirmation', facts('confirmation')));
  expect(text).toContain('Ti rispondiamo entro lunedì 16 marzo 2026.');
  expect(text).toContain('sabato 14 febbraio 2026 alle ore 11:05');
  expect(text).toContain(password);
  expect(text).toContain('Anna Bianchi');
  expect(text).toContain('0586 000 100, lunedì–venerdì 9–13');
});

test('an act that plans and takes in charge is one mail saying both', () => {
  const given = facts('inspection-planned');
  const both = { ...given, act: { ...given.act, also: ['request-taken' as const] } };
  expect(writeText(writeLetter('inspection-planned', both))).toContain(
    'Anna Bianchi ha preso in carico la tua richiesta 2026-00123 e ha fissato un sopralluogo per martedì 3 marzo 2026 alle ore 10:30.',
  );
  expect(writeText(writeLetter('inspection-planned', given))).not.toContain('preso in carico');
});

test.each([
  ['2026-03-12T10:05:00Z', '4 giorni prima'],
  ['2026-03-15T23:30:00Z', 'il giorno promesso'],
  ['2026-03-16T23:30:00Z', '1 giorno dopo'],
])('an answer given at %s came %s', (at, words) => {
  const given = facts('closing');
  const text = writeText(writeLetter('closing', { ...given, act: { ...given.act, at: Temporal.Instant.from(at) } }));
  expect(text).toContain(words);
});

test.each([
  ['solved', 'Risolta', 'Che cosa abbiamo fatto'],
  ['declined', 'Non possiamo intervenire', 'Perché non possiamo intervenire'],
  ['redirected', 'Passata ad altri', 'A chi è passata'],
])('a request closed as %s says so in the subject', (outcome, word, heading) => {
  const given = facts('closing');
  const letter = writeLetter('closing', { ...given, request: { ...given.request, outcome } });
  expect(letter.subject).toBe(`${word}: Buca <grande> & "profonda" (2026-00123)`);
  expect(writeText(letter)).toContain(heading);
});

test('a request that was passed on names who has it now', () => {
  const given = facts('closing');
  const request = { ...given.request, outcome: 'redirected', redirectedTo: 'ASA S.p.A.' };
  expect(writeText(writeLetter('closing', { ...given, request }))).toContain('Com’è andata: Passata a ASA S.p.A.');
});

test('a mail says whether somebody reads the answer to it', () => {
  const read = (mayReply: boolean) => writeText(writeLetter('message', { ...facts('message'), mayReply }));
  expect(read(true)).toContain('Puoi rispondere a questa mail');
  expect(read(false)).not.toContain('Puoi rispondere');
  expect(read(false)).toContain('non la legge nessuno');
});
