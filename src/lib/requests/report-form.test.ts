import { describe, expect, test } from 'vitest';
import { answerSlip } from './author-fields.ts';
import { readPoint } from './place-fields.ts';
import { completeReport, emptyReport, readReportFields, type ReportFields } from './report-form.ts';

const id = '01a20929-2fb7-769a-a274-7c7bf3c154d1';
const filled = (changes: Partial<ReportFields> = {}): ReportFields => ({
  ...emptyReport(),
  place: 'Via Aurelia 418',
  hamlet: id,
  category: id,
  title: 'Buca',
  body: 'Profonda.',
  name: 'Maria Rossi',
  email: 'maria.rossi@example.it',
  ...changes,
});
const problems = (changes: Partial<ReportFields>) => {
  const answer = completeReport(filled(changes));
  return answer.ok ? {} : answer.problems;
};

describe('the form of a report', () => {
  test('is complete with a place, a category, words, a name and one way to answer', () => {
    expect(completeReport(filled())).toMatchObject({
      ok: true,
      report: { point: null, author: { name: 'Maria Rossi', email: 'maria.rossi@example.it', phone: null } },
    });
    expect(problems({ email: '', phone: '0586 000 100' })).toEqual({});
  });

  test('tells every field that is missing, in the order of the page', () => {
    const answer = completeReport(emptyReport());
    expect(answer.ok ? [] : Object.entries(answer.problems)).toEqual([
      ['place', 'missing'],
      ['hamlet', 'missing'],
      ['category', 'missing'],
      ['title', 'missing'],
      ['body', 'missing'],
      ['name', 'missing'],
      ['email', 'no-contact'],
    ]);
  });

  test('wants one way to answer also while another field is wrong', () => {
    expect(problems({ email: '', title: '' })).toEqual({ title: 'missing', email: 'no-contact' });
  });

  test.each(['maria', 'maria@', '@example.it', 'maria rossi@example.it', 'maria@example'])(
    '«%s» is no address',
    (email) => {
      expect(problems({ email })).toEqual({ email: 'not-an-address' });
    },
  );

  test.each(['+39 0586 000.100', '(0586) 000-100', '347/1234567'])('«%s» is a telephone', (phone) => {
    expect(problems({ email: '', phone })).toEqual({});
  });

  test.each(['12345', 'chiamami', '0586 000 100 int. 3', '++'])('«%s» is no telephone', (phone) => {
    expect(problems({ phone })).toEqual({ phone: 'not-a-phone' });
  });

  test.each([
    [{ behalf: 'business' }, { business: 'missing', vat: 'missing' }],
    [{ behalf: 'business', business: 'Bar Sport', vat: '00743110158' }, { vat: 'not-a-vat' }],
    [{ behalf: 'business', business: 'Bar Sport', vat: '00743110157', pec: 'bar' }, { pec: 'not-an-address' }],
    [{ behalf: 'business', business: 'Bar Sport', vat: '00743110157' }, {}],
    [{ behalf: 'person', vat: '1', pec: 'bar@pec.example.it' }, {}],
  ] as const)('wants of a business what it must have, and of a person nothing of it: %o', (changes, wrong) => {
    expect(problems(changes)).toEqual(wrong);
  });

  test('takes a PEC as the way to answer a business, and forgets it for a person', () => {
    const bar = { business: 'Bar Sport', vat: 'IT 00743110157', pec: 'bar@pec.example.it', email: '' };
    expect(completeReport(filled({ ...bar, behalf: 'business' }))).toMatchObject({
      ok: true,
      report: {
        author: { email: null, business: { name: 'Bar Sport', vat: '00743110157', pec: 'bar@pec.example.it' } },
      },
    });
    expect(problems({ ...bar, behalf: 'person' })).toEqual({ email: 'no-contact' });
    expect(problems({ ...bar, behalf: 'person', phone: '0586 000 100' })).toEqual({});
  });

  test('asks about an address that looks mistyped until its writer takes the other or keeps it', () => {
    const typed = filled({ email: 'maria@gmial.com' });
    expect(problems({ email: 'maria@gmial.com' })).toEqual({ email: 'slip' });
    expect(answerSlip(typed, 'take-email').email).toBe('maria@gmail.com');
    const kept = answerSlip(typed, 'keep-email');
    expect(completeReport(kept)).toMatchObject({ ok: true, report: { author: { email: 'maria@gmial.com' } } });
    expect(completeReport({ ...kept, email: 'maria@gmal.com' })).toMatchObject({ problems: { email: 'slip' } });
    for (const answer of ['', 'take', 'take-name', 'take-pec', 'drop-email'])
      expect(answerSlip(typed, answer)).toEqual(typed);
  });

  test('keeps to the lengths of the database', () => {
    expect(problems({ title: 'x'.repeat(121), place: 'x'.repeat(201), body: 'x'.repeat(4001) })).toEqual({
      place: 'too-long',
      title: 'too-long',
      body: 'too-long',
    });
  });

  test('does not take a choice that is no id', () => {
    expect(problems({ category: 'strade', hamlet: '1; drop table' })).toEqual({
      hamlet: 'unknown',
      category: 'unknown',
    });
  });

  test('forgives spaces and other line ends, and is never longer than anybody writes', () => {
    const typed = { title: '  Buca ', body: 'uno\r\ndue\rtre', name: 'x'.repeat(20_000) } as Record<string, string>;
    const read = readReportFields((name) => typed[name] ?? '');
    expect(read).toMatchObject({ title: 'Buca', body: 'uno\ndue\ntre', place: '' });
    expect(read.name).toHaveLength(10_000);
  });

  test('takes a point on Earth and forgets anything else', () => {
    expect(readPoint('43.405', '10.419')).toEqual({ latitude: 43.405, longitude: 10.419 });
    for (const [latitude, longitude] of [
      ['', ''],
      ['43', ''],
      ['x', '10'],
      ['91', '10'],
      ['43', '181'],
    ] as const)
      expect(readPoint(latitude, longitude)).toBeNull();
  });
});
