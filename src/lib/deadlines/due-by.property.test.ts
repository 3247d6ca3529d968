import fc from 'fast-check';
import { expect, test } from 'vitest';
import { daysLeft } from './days-left.ts';
import { dueBy } from './due-by.ts';
import { italianFeasts } from './italian-feasts.ts';
import { slowDueAt } from './slow-count.ts';
import type { Suspension, Term } from './term.ts';
import { workingCalendar } from './working-calendar.ts';

const ZONE = 'Europe/Rome';
const closingDays = ['2026-08-14', '2026-12-07', '2027-12-24', '2027-12-31'].map((day) => Temporal.PlainDate.from(day));
const calendar = workingCalendar({ zone: ZONE, patronDay: '01-13', closingDays, holidaysOf: italianFeasts });

const START = Temporal.Instant.from('2025-12-01T00:00:00Z').epochMilliseconds;
const TWO_YEARS = 2 * 365 * 24 * 60;

/** Minutes, so that midnights and the hours of the clock changes are hit. */
const instants = fc
  .integer({ min: 0, max: TWO_YEARS })
  .map((minutes) => Temporal.Instant.fromEpochMilliseconds(START + minutes * 60_000));

const terms: fc.Arbitrary<Term> = fc.oneof(
  fc.record({
    unit: fc.constantFrom('working-days' as const, 'calendar-days' as const),
    amount: fc.integer({ min: 1, max: 60 }),
  }),
  fc.record({ unit: fc.constant('hours' as const), amount: fc.integer({ min: 1, max: 96 }) }),
);
const dayTerms = terms.filter(
  (term): term is Term & { unit: 'working-days' | 'calendar-days' } => term.unit !== 'hours',
);

/** Suspensions that begin up to 40 days after receipt and last up to 20, in any order, overlapping or not. */
const cases = fc
  .tuple(
    instants,
    terms,
    fc.array(fc.tuple(fc.integer({ min: 0, max: 57_600 }), fc.integer({ min: 1, max: 28_800 })), { maxLength: 3 }),
  )
  .map(([receivedAt, term, spans]) => ({
    receivedAt,
    term,
    suspensions: spans.map(([after, minutes]): Suspension => {
      const from = receivedAt.add({ minutes: after });
      return { from, until: from.add({ minutes }) };
    }),
  }));

const dateIn = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(ZONE).toPlainDate();

test('due dates are those of a slow count, minute by minute and day by day', () => {
  fc.assert(
    fc.property(cases, ({ receivedAt, term, suspensions }) => {
      expect(dueBy(term, receivedAt, calendar, suspensions).dueAt.toString()).toBe(
        slowDueAt(term, receivedAt, suspensions, '01-13', closingDays).toString(),
      );
    }),
    { numRuns: 600 },
  );
});

test('a due date is a working day after the day of receipt', () => {
  fc.assert(
    fc.property(cases, ({ receivedAt, term, suspensions }) => {
      const { dueDate, dueAt } = dueBy(term, receivedAt, calendar, suspensions);
      expect(Temporal.Instant.compare(receivedAt, dueAt)).toBe(-1);
      if (dueDate === null) return;
      expect(calendar.isWorkingDay(dueDate)).toBe(true);
      expect(Temporal.PlainDate.compare(dateIn(receivedAt), dueDate)).toBe(-1);
    }),
  );
});

test('a longer term never ends earlier and a suspension never brings the end nearer', () => {
  fc.assert(
    fc.property(cases, ({ receivedAt, term, suspensions }) => {
      const due = dueBy(term, receivedAt, calendar, suspensions).dueAt;
      const longer = dueBy({ ...term, amount: term.amount + 1 }, receivedAt, calendar, suspensions).dueAt;
      const unsuspended = dueBy(term, receivedAt, calendar).dueAt;
      expect(Temporal.Instant.compare(due, longer)).toBeLessThanOrEqual(0);
      expect(Temporal.Instant.compare(unsuspended, due)).toBeLessThanOrEqual(0);
    }),
  );
});

test('as many days are left when a suspension ends as when it began', () => {
  const spans = fc.tuple(fc.integer({ min: 0, max: 80_000 }), fc.integer({ min: 1, max: 28_800 }));
  fc.assert(
    fc.property(instants, dayTerms, spans, (receivedAt, term, [after, minutes]) => {
      const from = receivedAt.add({ minutes: after });
      const suspension = { from, until: from.add({ minutes }) };
      fc.pre(Temporal.Instant.compare(from, dueBy(term, receivedAt, calendar).dueAt) < 0);
      const { dueDate } = dueBy(term, receivedAt, calendar, [suspension]);
      fc.pre(dueDate !== null);
      const left = (at: Temporal.Instant) => daysLeft('working-days', dueDate, dateIn(at), calendar, [suspension]);
      // What ends at midnight ends with the day before.
      expect(left(suspension.until.subtract({ nanoseconds: 1 }))).toBe(left(from));
      if (term.unit === 'working-days') {
        expect(left(receivedAt)).toBeGreaterThanOrEqual(term.amount);
      }
    }),
  );
});
