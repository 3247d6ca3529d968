/** The time in which an answer is owed, counted from receipt. Hours are for danger and run day and night. */
export type Term = {
  unit: 'working-days' | 'calendar-days' | 'hours';
  /** a positive whole number */
  amount: number;
};

/**
 * A time in which the term stands still, from `from` up to but not including `until`. While it lasts, `until` is the
 * planned end; whoever resumes earlier replaces it with the real one. Suspensions may touch or overlap.
 */
export type Suspension = { from: Temporal.Instant; until: Temporal.Instant };

/**
 * When the answer is owed. `dueAt` is exclusive: at that instant the term is broken. For a term in days it is the
 * midnight that ends the due date in the municipality's zone; a term in hours has no due date of its own.
 */
export type Due = { dueDate: Temporal.PlainDate | null; dueAt: Temporal.Instant };

export function standsStillAt(suspensions: readonly Suspension[], instant: Temporal.Instant): boolean {
  return suspensions.some(
    ({ from, until }) => Temporal.Instant.compare(from, instant) <= 0 && Temporal.Instant.compare(instant, until) < 0,
  );
}
