import { photoLimits } from '#lib/files/photo-limits.ts';

/** What a citizen may do when, counted in days of the municipality's zone: what the page says and what the act refuses. */
export const citizenLimits = {
  /** Days after the closing in which the citizen may have it opened again; then it is read-only. */
  reopenDays: 30,
  /** The first reminder comes this many days after the receipt, the next ones this many after the last. */
  firstReminderAfterDays: 3,
  nextReminderAfterDays: 7,
  /** Photos that a citizen may add in one go, and to one request in all, those of the report included. */
  photosAtOnce: photoLimits.count,
  photosInAll: 20,
} as const;

/** For a question: days to answer that the form offers first, and how many there may be. */
export const answerDays = { preset: 10, least: 1, most: 60 } as const;

function dayOf(at: Temporal.Instant, zone: string): Temporal.PlainDate {
  return at.toZonedDateTimeISO(zone).toPlainDate();
}

/** The last day on which the citizen may have a closed request opened again. */
export function lastDayToReopen(closedAt: Temporal.Instant, zone: string): Temporal.PlainDate {
  return dayOf(closedAt, zone).add({ days: citizenLimits.reopenDays });
}

export function canStillReopen(closedAt: Temporal.Instant, now: Temporal.Instant, zone: string): boolean {
  return Temporal.PlainDate.compare(dayOf(now, zone), lastDayToReopen(closedAt, zone)) <= 0;
}

/** The first day on which the citizen may remind: some days after the receipt (or the reopening), then after the last reminder. */
export function firstDayToRemind(
  { since, lastReminder }: { since: Temporal.Instant; lastReminder: Temporal.Instant | null },
  zone: string,
): Temporal.PlainDate {
  const first = dayOf(since, zone).add({ days: citizenLimits.firstReminderAfterDays });
  const next = lastReminder && dayOf(lastReminder, zone).add({ days: citizenLimits.nextReminderAfterDays });
  return next && Temporal.PlainDate.compare(next, first) > 0 ? next : first;
}

export function mayRemindOn(day: Temporal.PlainDate, first: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(day, first) >= 0;
}

/** The last day for an answer, and the instant at which it is over. */
export function answerBy(
  askedAt: Temporal.Instant,
  days: number,
  zone: string,
): { day: Temporal.PlainDate; at: Temporal.Instant } {
  const day = dayOf(askedAt, zone).add({ days });
  return { day, at: day.add({ days: 1 }).toZonedDateTime(zone).toInstant() };
}
