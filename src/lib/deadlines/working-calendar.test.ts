import { expect, test } from 'vitest';
import { italianFeasts } from './italian-feasts.ts';
import { workingCalendar } from './working-calendar.ts';

const date = (text: string) => Temporal.PlainDate.from(text);

test('feasts are asked for once a year of the calendar', () => {
  const asked: number[] = [];
  const calendar = workingCalendar({
    zone: 'Europe/Rome',
    patronDay: null,
    closingDays: [],
    holidaysOf: (year) => {
      asked.push(year);
      return italianFeasts(year);
    },
  });
  for (let day = date('2026-12-01'); day.year < 2028; day = day.add({ days: 1 })) calendar.isWorkingDay(day);
  expect(asked).toEqual([2026, 2027]);
});

test('a calendar without any working day is a fault, not an endless search', () => {
  const never = workingCalendar({
    zone: 'Europe/Rome',
    patronDay: null,
    holidaysOf: () => [],
    closingDays: Array.from({ length: 500 }, (_, days) => date('2026-01-01').add({ days })),
  });
  expect(() => never.workingDayFrom(date('2026-01-01'))).toThrow(/closing days/);
});

test("a patron's day on 29 February is kept in leap years only", () => {
  const calendar = workingCalendar({ zone: 'Europe/Rome', patronDay: '02-29', closingDays: [], holidaysOf: () => [] });
  expect(calendar.isWorkingDay(date('2028-02-29'))).toBe(false);
  expect(calendar.isWorkingDay(date('2027-03-01'))).toBe(true);
});
