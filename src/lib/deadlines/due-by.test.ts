import { describe, expect, test } from 'vitest';
import { daysLeft } from './days-left.ts';
import { dueBy } from './due-by.ts';
import { italianFeasts } from './italian-feasts.ts';
import type { Suspension, Term } from './term.ts';
import { workingCalendar } from './working-calendar.ts';

const calendar = workingCalendar({
  zone: 'Europe/Rome',
  patronDay: '01-13',
  closingDays: [Temporal.PlainDate.from('2026-08-14')],
  holidaysOf: italianFeasts,
});

const rome = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Rome').toInstant();
const working = (amount: number): Term => ({ unit: 'working-days', amount });
const days = (amount: number): Term => ({ unit: 'calendar-days', amount });
const hours = (amount: number): Term => ({ unit: 'hours', amount });
const dueDate = (term: Term, received: string, suspensions: Suspension[] = []) =>
  dueBy(term, rome(received), calendar, suspensions).dueDate?.toString();
const suspended = (from: string, until: string): Suspension => ({ from: rome(from), until: rome(until) });

describe('a term in working days', () => {
  test('does not count the day of receipt nor the weekend', () => {
    expect(dueDate(working(3), '2026-11-19T09:00')).toBe('2026-11-24');
  });

  test('received on a Sunday begins on Monday', () => {
    expect(dueDate(working(1), '2026-11-22T11:00')).toBe('2026-11-23');
  });

  test('passes over Christmas and Saint Stephen', () => {
    expect(dueDate(working(2), '2026-12-23T09:00')).toBe('2026-12-28');
  });

  test('passes over Easter Monday', () => {
    expect(dueDate(working(1), '2026-04-03T09:00')).toBe('2026-04-07');
  });

  test('passes over Saint Francis in 2027, not in 2023', () => {
    expect(dueDate(working(1), '2027-10-01T09:00')).toBe('2027-10-05');
    expect(dueDate(working(1), '2023-10-03T09:00')).toBe('2023-10-04');
  });

  test("passes over the patron's day in every year", () => {
    expect(dueDate(working(1), '2026-01-12T09:00')).toBe('2026-01-14');
    expect(dueDate(working(1), '2027-01-12T09:00')).toBe('2027-01-14');
  });

  test('passes over a closing day and the feast after it', () => {
    expect(dueDate(working(1), '2026-08-13T09:00')).toBe('2026-08-17');
  });
});

describe('a term in calendar days', () => {
  test('counts every day', () => {
    expect(dueDate(days(30), '2026-10-28T07:52')).toBe('2026-11-27');
  });

  test('that would end on a Saturday ends on Monday', () => {
    expect(dueDate(days(2), '2026-11-19T09:00')).toBe('2026-11-23');
  });

  test('that would end on a feast ends on the next working day', () => {
    expect(dueDate(days(7), '2026-12-18T09:00')).toBe('2026-12-28');
  });
});

describe('the zone', () => {
  test('decides the day of receipt, not UTC', () => {
    expect(dueDate(days(1), '2026-11-24T00:30')).toBe('2026-11-25');
    expect(rome('2026-11-24T00:30').toString()).toBe('2026-11-23T23:30:00Z');
  });

  test('a day ends at its own midnight on both sides of the clock changes', () => {
    const spring = dueBy(days(1), rome('2026-03-29T12:00'), calendar);
    expect(spring.dueDate?.toString()).toBe('2026-03-30');
    expect(spring.dueAt.toString()).toBe('2026-03-30T22:00:00Z');
    const autumn = dueBy(days(1), rome('2026-10-25T12:00'), calendar);
    expect(autumn.dueDate?.toString()).toBe('2026-10-26');
    expect(autumn.dueAt.toString()).toBe('2026-10-26T23:00:00Z');
  });

  test('hours are hours through the night that loses one and the night that gains one', () => {
    const local = (received: string) =>
      dueBy(hours(4), rome(received), calendar).dueAt.toZonedDateTimeISO('Europe/Rome').toPlainDateTime().toString();
    expect(local('2026-03-29T00:30')).toBe('2026-03-29T05:30:00');
    expect(local('2026-10-25T00:30')).toBe('2026-10-25T03:30:00');
    expect(local('2026-11-22T22:00')).toBe('2026-11-23T02:00:00');
  });
});

describe('a suspension', () => {
  test('gives back the working days that were left', () => {
    // Received on Monday, three days left on Wednesday 18; resumed on Wednesday 25, three days left again.
    const still = [suspended('2026-11-18T10:00', '2026-11-25T15:00')];
    expect(dueDate(working(5), '2026-11-16T09:00')).toBe('2026-11-23');
    expect(dueDate(working(5), '2026-11-16T09:00', still)).toBe('2026-11-30');
    const due = Temporal.PlainDate.from('2026-11-30');
    expect(daysLeft('working-days', due, Temporal.PlainDate.from('2026-11-18'), calendar, still)).toBe(3);
    expect(daysLeft('working-days', due, Temporal.PlainDate.from('2026-11-25'), calendar, still)).toBe(3);
  });

  test('that begins and ends on one day changes nothing', () => {
    const still = [suspended('2026-11-18T10:00', '2026-11-18T15:00')];
    expect(dueDate(working(5), '2026-11-16T09:00', still)).toBe('2026-11-23');
  });

  test('on the last day makes the day of resumption the last', () => {
    const still = [suspended('2026-11-23T10:00', '2026-11-26T09:00')];
    expect(dueDate(working(5), '2026-11-16T09:00', still)).toBe('2026-11-26');
  });

  test('that ends on a Sunday never makes a term end there', () => {
    const still = [suspended('2026-11-20T10:00', '2026-11-22T09:00')];
    expect(dueDate(working(4), '2026-11-16T09:00', still)).toBe('2026-11-23');
  });

  test('after the due date changes nothing', () => {
    const still = [suspended('2026-11-24T10:00', '2026-11-30T09:00')];
    expect(dueDate(working(5), '2026-11-16T09:00', still)).toBe('2026-11-23');
  });

  test('overlapping another counts once, for hours too', () => {
    const still = [
      suspended('2026-11-16T12:00', '2026-11-16T14:00'),
      suspended('2026-11-16T10:00', '2026-11-16T13:00'),
      suspended('2026-11-16T12:30', '2026-11-16T13:30'),
    ];
    expect(dueBy(hours(2), rome('2026-11-16T09:00'), calendar, still).dueAt).toEqual(rome('2026-11-16T15:00'));
  });
});

test('days left are 0 on the due date and negative after it', () => {
  const due = Temporal.PlainDate.from('2026-11-20');
  const left = (unit: 'working-days' | 'calendar-days', today: string) =>
    daysLeft(unit, due, Temporal.PlainDate.from(today), calendar);
  expect(left('working-days', '2026-11-20')).toBe(0);
  expect(left('working-days', '2026-11-13')).toBe(5);
  expect(left('calendar-days', '2026-11-13')).toBe(7);
  expect(left('working-days', '2026-11-22')).toBe(0);
  expect(left('working-days', '2026-11-23')).toBe(-1);
  expect(left('calendar-days', '2026-11-23')).toBe(-3);
});

test('a term of no time is a fault', () => {
  expect(() => dueBy(days(0), rome('2026-11-16T09:00'), calendar)).toThrow(RangeError);
  expect(() => dueBy(hours(1.5), rome('2026-11-16T09:00'), calendar)).toThrow(RangeError);
});
