import Holidays from 'date-holidays';
import { expect, test } from 'vitest';
import { italianFeasts } from './italian-feasts.ts';

const FIRST = 2000;
const LAST = 2075;

test('the written feasts are those of date-holidays', async () => {
  const italy = new Holidays('IT');
  const byYear: Record<string, string> = {};
  for (let year = FIRST; year <= LAST; year++) {
    const feasts = italy.getHolidays(year).filter(({ type }) => type === 'public');
    byYear[year] = feasts.map(({ date }) => date.slice('2026-'.length, '2026-10-04'.length)).join(' ');
  }
  await expect(`${JSON.stringify(byYear, null, 2)}\n`).toMatchFileSnapshot('./italian-feast-days.json');
});

test('the national feasts of 2026 are those of the law, Saint Francis among them', () => {
  expect(italianFeasts(2026).map(String)).toEqual([
    '2026-01-01',
    '2026-01-06',
    '2026-04-05',
    '2026-04-06',
    '2026-04-25',
    '2026-05-01',
    '2026-06-02',
    '2026-08-15',
    '2026-10-04',
    '2026-11-01',
    '2026-12-08',
    '2026-12-25',
    '2026-12-26',
  ]);
});

test('Saint Francis is no feast before 2026', () => {
  expect(italianFeasts(2025).map(String)).not.toContain('2025-10-04');
});

test('a year that nobody wrote down is a fault, not a year without feasts', () => {
  expect(() => italianFeasts(LAST + 1)).toThrow(RangeError);
});
