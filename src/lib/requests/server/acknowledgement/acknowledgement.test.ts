import { buffer } from 'node:stream/consumers';
import { getDocumentProxy } from 'unpdf';
import { describe, expect, test } from 'vitest';
import type { Municipality } from '#lib/municipalities/municipality.ts';
import { locales } from '#lib/words/compiled/runtime.js';
import type { RequestView } from '../read-request.ts';
import { acknowledgementOf } from './acknowledgement-of.ts';
import { writeAcknowledgement } from './write-acknowledgement.ts';

const municipality = {
  name: 'Comune di Borgo',
  address: 'Piazza della Prova 1',
  publicUrl: 'https://borgo.example.it',
  zone: 'Europe/Rome',
  practice: false,
  desk: { name: 'URP', phone: '0586 000 100', hours: [] },
} as unknown as Municipality;

function request(changes: Record<string, unknown> = {}): RequestView {
  return {
    reference: { series: '', year: 2026, number: 123 },
    language: 'it',
    channel: 'site',
    receivedAt: Temporal.Instant.from('2026-02-24T08:46:00Z'),
    due: { at: Temporal.Instant.from('2026-03-16T23:00:00Z'), date: Temporal.PlainDate.from('2026-03-16') },
    author: { name: 'Łucja Kovač', email: 'l@example.it', phone: null, business: null },
    category: { names: { it: 'Strade', en: 'Roads', de: 'Straßen', fr: 'Routes' } },
    answers: [
      {
        question: 'larga',
        type: 'number',
        label: { it: 'Quanto è larga?', en: 'How wide is it?', de: '', fr: '' },
        values: ['40'],
        words: [],
      },
    ],
    title: 'Buca',
    body: 'È profonda.\n\nSeconda riga: più giù.',
    place: 'Via Aurelia 418',
    hamlet: 'Vada',
    office: { name: 'Ufficio Strade', phone: '0586 000 140', hours: 'lunedì 9–13' },
    responsible: { name: 'Anna Bianchi', phone: '0586 000 141', named: false },
    ...changes,
  } as unknown as RequestView;
}

const write = (of: RequestView) => buffer(writeAcknowledgement(acknowledgementOf(of, municipality, 2)));

type Node = { role?: string; children?: Node[]; type?: string; lang?: string };
const rolesOf = ({ role, children = [] }: Node): string[] => [...(role ? [role] : []), ...children.flatMap(rolesOf)];

/** As another program reads it: pdf.js, which knows nothing of how it was written. */
async function read(bytes: Buffer) {
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const { info, metadata } = await pdf.getMetadata();
  const pages = await Promise.all(Array.from({ length: pdf.numPages }, (_, index) => pdf.getPage(index + 1)));
  const texts = await Promise.all(pages.map((page) => page.getTextContent({ includeMarkedContent: false })));
  const trees = await Promise.all(pages.map((page) => page.getStructTree()));
  const text = texts.flatMap(({ items }) => items.map((item) => ('str' in item ? item.str : ''))).join(' ');
  return {
    info: info as Record<string, unknown>,
    xmp: (metadata?.getRaw() as string | undefined) ?? '',
    marks: await pdf.getMarkInfo(),
    display: await pdf.getViewerPreferences(),
    roles: trees.flatMap((tree) => rolesOf(tree as Node)),
    text: text.replace(/\s+/g, ' '),
    pages: pdf.numPages,
  };
}

describe('the acknowledgement', () => {
  test.each([
    ['it', 'it-IT', 'Ricevuta della richiesta 2026-00123', 'martedì 24 febbraio 2026'],
    ['en', 'en-GB', 'Receipt for request 2026-00123', 'Tuesday, 24 February 2026'],
    ['de', 'de-DE', 'Empfangsbestätigung zur Anfrage 2026-00123', 'Dienstag, 24. Februar 2026'],
    ['fr', 'fr-FR', 'Accusé de réception de la demande 2026-00123', 'mardi 24 février 2026'],
  ])('in %s says its language and title, is tagged, and says what the law asks', async (language, tag, title, day) => {
    const pdf = await read(await write(request({ language })));
    expect(pdf.info).toMatchObject({ Title: title, Language: tag });
    expect(pdf.marks).toMatchObject({ Marked: true });
    expect(pdf.display).toMatchObject({ DisplayDocTitle: true });
    expect(pdf.xmp).toMatch(/<pdfuaid:part>1<\/pdfuaid:part>/);
    expect(pdf.roles.slice(0, 5)).toEqual(['Root', 'Document', 'P', 'H1', 'P']);
    expect(pdf.roles.filter((role) => role === 'H2')).toHaveLength(4);
    expect(pdf.roles.filter((role) => role === 'LI')).toHaveLength(15);
    for (const words of [
      'Comune di Borgo',
      day,
      '241',
      '18-bis',
      'Anna Bianchi',
      'Ufficio Strade',
      'Via Aurelia 418, Vada',
      // What is not translated is read in Italian.
      `${language === 'en' ? 'How wide is it?' : 'Quanto è larga?'} 40`,
    ])
      expect(pdf.text).toContain(words);
    // Where a line may break, another program sees a space.
    expect(pdf.text.replaceAll(' ', '')).toContain('https://borgo.example.it/segui');
  });

  test('writes letters of both files of the font, and goes on where a page ends', async () => {
    const body = 'Una riga di testo che prende il suo posto.\n'.repeat(90);
    const pdf = await read(await write(request({ body })));
    expect(pdf.pages).toBeGreaterThan(1);
    expect(pdf.text.replaceAll(' ', '')).toContain('ŁucjaKovač');
    expect(pdf.text.match(/Una riga di testo/g)).toHaveLength(90);
    expect(pdf.text).toContain(`pagina ${String(pdf.pages)} di ${String(pdf.pages)}`);
  });

  test('what the font cannot draw does not stop it', async () => {
    const pdf = await read(await write(request({ title: 'Яма 😀 坑', body: '\u202Eabc\u0000' })));
    expect(pdf.text).toContain('???');
    expect(pdf.text).toContain('abc');
  });

  test('is the same as often as it is made, small, and of an erased request too', async () => {
    const first = await write(request());
    expect((await write(request())).equals(first)).toBe(true);
    expect(first.length).toBeLessThan(60_000);
    const erased = request({ title: '', body: '', place: '', author: { name: '', email: null, phone: null } });
    expect((await read(await write(erased))).text).toContain('Testo cancellato.');
  });

  test('speaks every language of the pages', () => {
    const titles = locales.map((language) => acknowledgementOf(request({ language }), municipality, 0).title);
    expect(new Set(titles).size).toBe(locales.length);
  });
});
