import { expect, test } from 'vitest';
import { timelineDays, type TimelineSource, type TimelineWords } from './timeline-view.ts';

const words: TimelineWords<string> = {
  now: Temporal.Instant.from('2026-11-23T09:44:00Z'),
  zone: 'Europe/Rome',
  locale: 'it',
  fileOf: (id: string) => ({ id, alt: '', state: 'ready' }),
};

const item = (at: string, more: Partial<TimelineSource<string>>): TimelineSource<string> => ({
  entry: at,
  kind: 'request-received',
  also: [],
  at: Temporal.Instant.from(at),
  visibility: 'citizen',
  actor: { name: 'Anna Bianchi', level: 'operator', title: 'operatrice', unit: 'Strade' },
  detail: {},
  text: null,
  files: [],
  ...more,
});

test('the newest act stands first, under its day in the municipality’s zone', () => {
  const days = timelineDays([item('2026-11-21T23:30:00Z', {}), item('2026-11-23T08:00:00Z', {})], words);
  expect(days.map((day) => [day.heading, day.entries[0]?.time])).toEqual([
    ['Oggi, lunedì 23 novembre', '09:00'],
    ['Ieri, domenica 22 novembre', '00:30'],
  ]);
});

test('planning on a new request tells that it was taken in charge too, once', () => {
  const planned = item('2026-11-23T08:00:00Z', {
    kind: 'inspection-planned',
    also: ['request-taken'],
    detail: { date: '2026-11-24', time: '09:00' },
    text: { note: 'Non serve che ci sia.' },
  });
  expect(timelineDays([planned], words)[0]?.entries[0]).toMatchObject({
    who: 'Anna Bianchi',
    role: 'Strade, operatrice',
    what: 'ha preso in carico la segnalazione e fissato un sopralluogo per mar 24 nov, 09:00.',
    text: { kind: 'message', body: 'Non serve che ci sia.' },
  });
});

test('an erased name is said to be erased, and an erased text leaves no empty box', () => {
  const erased = item('2026-11-23T08:00:00Z', {
    kind: 'message-to-citizen',
    actor: { name: null, level: 'operator', title: null, unit: 'Strade' },
  });
  expect(timelineDays([erased], words)[0]?.entries[0]).toMatchObject({ who: 'Nome cancellato', role: 'Strade' });
  expect(timelineDays([erased], words)[0]?.entries[0]?.text).toBeUndefined();
});

test('a note stays internal and a closing says its outcome', () => {
  const note = item('2026-11-23T08:00:00Z', { kind: 'note', visibility: 'staff', text: { note: 'Rifare il tratto.' } });
  const closed = item('2026-11-23T08:01:00Z', {
    kind: 'request-closed',
    detail: { outcome: 'solved' },
    text: { outcome: 'Buca chiusa.' },
    files: ['a'],
  });
  expect(timelineDays([note, closed], words)[0]?.entries).toMatchObject([
    { what: 'ha chiuso la segnalazione: Risolta.', text: { kind: 'outcome' }, photos: [{ id: 'a' }] },
    { what: null, visibility: 'staff', text: { kind: 'note', body: 'Rifare il tratto.' } },
  ]);
});
