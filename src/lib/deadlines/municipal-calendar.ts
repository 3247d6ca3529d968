import type { Municipality } from '#lib/municipalities/municipality.ts';
import { italianFeasts } from './italian-feasts.ts';
import { workingCalendar, type WorkingCalendar } from './working-calendar.ts';

// A memo of a pure function: a calendar asked for the second time has its feasts looked up already. By content, so that a
// changed municipality has another one at once; as many as an installation has municipalities.
const known = new Map<string, WorkingCalendar>();
const MOST_KNOWN = 1000;

/** The days on which this municipality works: national feasts, its patron's day, its closing days. */
export function municipalCalendar({
  zone,
  patronDay,
  closingDays,
}: Pick<Municipality, 'zone' | 'patronDay' | 'closingDays'>): WorkingCalendar {
  const key = [zone, patronDay, ...closingDays].join(' ');
  const found = known.get(key);
  if (found) return found;
  if (known.size >= MOST_KNOWN) known.clear();
  const calendar = workingCalendar({ zone, patronDay, closingDays, holidaysOf: italianFeasts });
  known.set(key, calendar);
  return calendar;
}
