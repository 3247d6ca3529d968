import type { Municipality } from '#lib/municipalities/municipality.ts';
import { italianFeasts } from './italian-feasts.ts';
import { workingCalendar, type WorkingCalendar } from './working-calendar.ts';

/** The days on which this municipality works: national feasts, its patron's day, its closing days. */
export function municipalCalendar({
  zone,
  patronDay,
  closingDays,
}: Pick<Municipality, 'zone' | 'patronDay' | 'closingDays'>): WorkingCalendar {
  return workingCalendar({ zone, patronDay, closingDays, holidaysOf: italianFeasts });
}
