/** Gives the present instant; an argument everywhere, so that imports, practice data and tests bring their own. */
export type Clock = () => Temporal.Instant;

/** PostgreSQL keeps microseconds, Temporal nanoseconds: what is stored, hashed and compared is rounded here, once. */
export function toMicroseconds(instant: Temporal.Instant): Temporal.Instant {
  return instant.round({ smallestUnit: 'microsecond', roundingMode: 'trunc' });
}

/** UTC with exactly six decimals, as the trail's leaves have it: 2026-11-23T08:15:00.123456Z. */
export function writeInstant(instant: Temporal.Instant): string {
  return instant.toString({ fractionalSecondDigits: 6 });
}
