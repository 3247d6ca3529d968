import { standsStillAt, type Due, type Suspension, type Term } from './term.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/**
 * The end of a term that runs from receipt.
 *
 * - The day of receipt is not counted, the last one is: art. 2963 c.c. (second paragraph), art. 155 c.p.c. (first).
 *   The day is that of the municipality's zone: what arrives on a feast or at night is received that day.
 * - A term in days that would end on a day on which the offices do not work ends on the next working one: art. 2963 c.c.
 *   (third paragraph) for feasts; art. 155 c.p.c. (fifth) adds Saturdays in court, and we keep the same rule for them.
 * - A suspension makes the term stand still (L. 241/1990 art. 2 c. 7): as many days are left on the day it ends as on the
 *   day it began. So a day counts if the term was running when it began, and a term ends only on a day at whose
 *   end it runs.
 * - A term in hours counts every hour that passes, from the instant of receipt.
 */
export function dueBy(
  term: Term,
  receivedAt: Temporal.Instant,
  calendar: WorkingCalendar,
  suspensions: readonly Suspension[] = [],
): Due {
  if (!Number.isSafeInteger(term.amount) || term.amount < 1) {
    throw new RangeError(`a term is a positive whole number of ${term.unit}, not ${term.amount}`);
  }
  if (term.unit === 'hours') return { dueDate: null, dueAt: hourDue(term.amount, receivedAt, suspensions) };

  const received = receivedAt.toZonedDateTimeISO(calendar.zone).toPlainDate();
  const last = lastCountedDay(term.unit, term.amount, received, calendar, suspensions);
  const dueDate = dayItCanEnd(last, calendar, suspensions);
  return { dueDate, dueAt: endOfDay(dueDate, calendar.zone) };
}

/** Whether a day is one of the days of a term in this unit. */
export function dayCounts(
  unit: 'working-days' | 'calendar-days',
  day: Temporal.PlainDate,
  calendar: WorkingCalendar,
  suspensions: readonly Suspension[],
): boolean {
  if (unit === 'working-days' && !calendar.isWorkingDay(day)) return false;
  return suspensions.length === 0 || !standsStillAt(suspensions, startOfDay(day, calendar.zone));
}

function lastCountedDay(
  unit: 'working-days' | 'calendar-days',
  amount: number,
  received: Temporal.PlainDate,
  calendar: WorkingCalendar,
  suspensions: readonly Suspension[],
): Temporal.PlainDate {
  if (unit === 'calendar-days' && suspensions.length === 0) return received.add({ days: amount });
  let day = received;
  for (let counted = 0; counted < amount;) {
    day = day.add({ days: 1 });
    if (dayCounts(unit, day, calendar, suspensions)) counted++;
  }
  return day;
}

function dayItCanEnd(
  last: Temporal.PlainDate,
  calendar: WorkingCalendar,
  suspensions: readonly Suspension[],
): Temporal.PlainDate {
  let day = calendar.workingDayFrom(last);
  while (standsStillAt(suspensions, endOfDay(day, calendar.zone))) day = calendar.workingDayFrom(day.add({ days: 1 }));
  return day;
}

function hourDue(hours: number, receivedAt: Temporal.Instant, suspensions: readonly Suspension[]): Temporal.Instant {
  let due = receivedAt.add({ hours });
  let running = receivedAt;
  for (const { from, until } of [...suspensions].sort((a, b) => Temporal.Instant.compare(a.from, b.from))) {
    if (Temporal.Instant.compare(from, due) >= 0) break;
    const still = Temporal.Instant.compare(from, running) > 0 ? from : running;
    if (Temporal.Instant.compare(until, still) <= 0) continue;
    due = due.add(still.until(until));
    running = until;
  }
  return due;
}

function startOfDay(day: Temporal.PlainDate, zone: string): Temporal.Instant {
  return day.toZonedDateTime(zone).toInstant();
}

function endOfDay(day: Temporal.PlainDate, zone: string): Temporal.Instant {
  return startOfDay(day.add({ days: 1 }), zone);
}
