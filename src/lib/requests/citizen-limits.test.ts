import { expect, test } from 'vitest';
import { answerBy, canStillReopen, firstDayToRemind, lastDayToReopen } from './citizen-limits.ts';

const at = (text: string) => Temporal.Instant.from(text);
const zone = 'Europe/Rome';

test('a day is a day of the municipality, also through a change of the clock', () => {
  // Late in the evening in Rome it is still the same day, although not by Greenwich.
  const closed = at('2026-03-01T22:30:00Z');
  expect(lastDayToReopen(closed, zone).toString()).toBe('2026-03-31');
  expect(canStillReopen(closed, at('2026-03-31T21:59:59Z'), zone)).toBe(true);
  expect(canStillReopen(closed, at('2026-03-31T22:00:00Z'), zone)).toBe(false);
});

test('an answer may come until the midnight after its last day', () => {
  const by = answerBy(at('2026-03-27T09:00:00Z'), 2, zone);
  expect(by.day.toString()).toBe('2026-03-29');
  // On the 29th the clock goes forward: that midnight is two hours from Greenwich.
  expect(by.at.toString()).toBe('2026-03-29T22:00:00Z');
});

test('a reminder waits for the first days, then for the last reminder, whichever is later', () => {
  const since = at('2026-11-23T09:00:00Z');
  expect(firstDayToRemind({ since, lastReminder: null }, zone).toString()).toBe('2026-11-26');
  expect(firstDayToRemind({ since, lastReminder: at('2026-11-26T09:00:00Z') }, zone).toString()).toBe('2026-12-03');
  // Of a request that was opened again after its last reminder.
  expect(firstDayToRemind({ since, lastReminder: at('2026-11-10T09:00:00Z') }, zone).toString()).toBe('2026-11-26');
});
