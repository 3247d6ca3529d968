import feastDays from './italian-feast-days.json' with { type: 'json' };

const byYear: Record<string, string> = feastDays;

/**
 * The national feasts of a year: L. 260/1949 and what changed it, the last being L. 151/2025, which made 4 October
 * (Saint Francis) a feast again from 2026. The patron's day is the municipality's own, see `workingCalendar`.
 *
 * The days are date-holidays', written down: loaded, it costs 40 MB and 0.2 s of every start for thirteen dates a year.
 * A test keeps the file equal to the library; `npm run test:unit -- italian-feasts -u` writes it anew.
 */
export function italianFeasts(year: number): Temporal.PlainDate[] {
  const days = byYear[year];
  if (days === undefined) throw new RangeError(`no feasts are known for ${year}: write italian-feast-days.json anew`);
  return days.split(' ').map((day) => Temporal.PlainDate.from(`${year}-${day}`));
}
