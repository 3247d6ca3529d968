import { expect, test } from 'vitest';
import { dayAndHour, dayHeading, longMoment, mediumDay, relativeDay, shortDay, shortMoment } from './relative-date.ts';

const today = Temporal.PlainDate.from('2026-11-23');
const now = Temporal.Instant.from('2026-11-23T09:44:00Z');
const day = (text: string) => Temporal.PlainDate.from(text);

test('the days around today have names, the others are counted, in four languages', () => {
  const days = ['2026-11-18', '2026-11-22', '2026-11-23', '2026-11-24', '2026-11-27'].map(day);
  const said = (locale: 'it' | 'en' | 'de' | 'fr') => days.map((d) => relativeDay(d, today, locale));
  expect(said('it')).toEqual(['5 giorni fa', 'ieri', 'oggi', 'domani', 'fra 4 giorni']);
  expect(said('en')).toEqual(['5 days ago', 'yesterday', 'today', 'tomorrow', 'in 4 days']);
  expect(said('de')).toEqual(['vor 5 Tagen', 'gestern', 'heute', 'morgen', 'in 4 Tagen']);
  expect(said('fr')).toEqual(['il y a 5 jours', 'hier', 'aujourd’hui', 'demain', 'dans 4 jours']);
});

test('what is far away is told in months, then in years', () => {
  const said = ['2027-02-01', '2026-08-26', '2025-10-07', '2024-08-03'].map((d) => relativeDay(day(d), today, 'it'));
  expect(said).toEqual(['fra 2 mesi', '2 mesi fa', '13 mesi fa', '2 anni fa']);
});

test('a short day says its year only when it is another', () => {
  expect(shortDay(day('2026-11-18'), today, 'it')).toBe('18 nov');
  expect(shortDay(day('2025-12-12'), today, 'it')).toBe('12 dic 2025');
});

test('a step’s day and hour are short, and a term’s day has its weekday', () => {
  const time = Temporal.PlainTime.from('09:00');
  expect(dayAndHour(day('2026-11-24'), time, today, 'it')).toBe('mar 24 nov, 09:00');
  expect(dayAndHour(day('2026-11-24'), null, today, 'it')).toBe('mar 24 nov');
  expect(mediumDay(day('2026-11-27'), today, 'it')).toBe('ven 27 novembre');
});

test('a moment is told in the municipality’s zone, not in the server’s', () => {
  const at = Temporal.Instant.from('2026-11-22T23:30:00Z');
  expect(shortMoment(at, now, 'Europe/Rome', 'it')).toBe('oggi, 00:30');
  expect(longMoment(Temporal.Instant.from('2026-07-01T06:05:00Z'), 'Europe/Rome', 'it')).toBe(
    'mercoledì 1 luglio 2026, 08:05',
  );
});

test('a day’s heading begins with a capital and names today', () => {
  expect(dayHeading(today, today, 'it')).toBe('Oggi, lunedì 23 novembre');
  expect(dayHeading(day('2026-10-29'), today, 'it')).toBe('Giovedì 29 ottobre');
  expect(dayHeading(day('2025-10-29'), today, 'de')).toBe('Mittwoch, 29. Oktober 2025');
});
