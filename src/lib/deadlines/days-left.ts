import { dayCounts } from './due-by.ts';
import type { Suspension } from './term.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/**
 * The days that are left after `today` up to and with the due date, in the term's own unit: 0 on the due date itself,
 * negative once it has passed. Days on which the term stands still are not counted.
 */
export function daysLeft(
  unit: 'working-days' | 'calendar-days',
  dueDate: Temporal.PlainDate,
  today: Temporal.PlainDate,
  calendar: WorkingCalendar,
  suspensions: readonly Suspension[] = [],
): number {
  const late = Temporal.PlainDate.compare(today, dueDate) > 0;
  const [earlier, later] = late ? [dueDate, today] : [today, dueDate];
  if (unit === 'calendar-days' && suspensions.length === 0) {
    return late ? -earlier.until(later).days : earlier.until(later).days;
  }
  let days = 0;
  for (let day = earlier; Temporal.PlainDate.compare(day, later) < 0;) {
    day = day.add({ days: 1 });
    if (dayCounts(unit, day, calendar, suspensions)) days++;
  }
  return late && days > 0 ? -days : days;
}
