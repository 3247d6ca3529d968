// The reference the property tests count against: no code, no library and no shortcut of the slice; feasts written out
// by hand, hours counted a minute at a time, days one by one. Slow on purpose, used by tests only.

const FIXED = ['01-01', '01-06', '04-25', '05-01', '06-02', '08-15', '11-01', '12-08', '12-25', '12-26'];
const EASTER_MONDAYS = ['2025-04-21', '2026-04-06', '2027-03-29', '2028-04-17'];

type Span = { from: Temporal.Instant; until: Temporal.Instant };

export function slowDueAt(
  term: { unit: 'working-days' | 'calendar-days' | 'hours'; amount: number },
  receivedAt: Temporal.Instant,
  spans: readonly Span[],
  patron: string,
  closing: readonly Temporal.PlainDate[],
): Temporal.Instant {
  if (term.unit === 'hours') return minuteByMinute(term.amount, receivedAt, spans);

  const midnightAfter = (day: Temporal.PlainDate) =>
    day.add({ days: 1 }).toZonedDateTime({ timeZone: 'Europe/Rome', plainTime: '00:00' }).toInstant();
  const isStill = (at: Temporal.Instant) =>
    spans.some(
      (span) =>
        at.epochMilliseconds >= span.from.epochMilliseconds && at.epochMilliseconds < span.until.epochMilliseconds,
    );
  const isOff = (day: Temporal.PlainDate) =>
    day.dayOfWeek === 6 ||
    day.dayOfWeek === 7 ||
    FIXED.includes(day.toString().slice(5)) ||
    EASTER_MONDAYS.includes(day.toString()) ||
    (day.year >= 2026 && day.month === 10 && day.day === 4) ||
    day.toString().slice(5) === patron ||
    closing.some((closed) => closed.equals(day));

  let left = term.amount;
  let day = receivedAt.toZonedDateTimeISO('Europe/Rome').toPlainDate();
  for (;;) {
    const midnight = midnightAfter(day);
    // The day that ends at this midnight is the last if nothing is left, the offices work and the term runs.
    if (left === 0 && !isOff(day) && !isStill(midnight)) return midnight;
    day = day.add({ days: 1 });
    // The day that begins at this midnight is one of the term's if the term runs.
    if (left > 0 && !isStill(midnight) && (term.unit === 'calendar-days' || !isOff(day))) left--;
  }
}

function minuteByMinute(hours: number, receivedAt: Temporal.Instant, spans: readonly Span[]): Temporal.Instant {
  const marks = spans.map((span) => [span.from.epochMilliseconds, span.until.epochMilliseconds] as const);
  let now = receivedAt.epochMilliseconds;
  for (let left = hours * 60; left > 0; now += 60_000) {
    if (!marks.some(([from, until]) => now >= from && now < until)) left--;
  }
  return Temporal.Instant.fromEpochMilliseconds(now);
}
