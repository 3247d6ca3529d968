/** The days on which a municipality works. Feasts are looked up once a year of the calendar and kept in it. */
export type WorkingCalendar = {
  readonly zone: string;
  isWorkingDay(date: Temporal.PlainDate): boolean;
  /** The first working day at or after `date`. */
  workingDayFrom(date: Temporal.PlainDate): Temporal.PlainDate;
};

export type CalendarSettings = {
  /** IANA name, e.g. Europe/Rome */
  zone: string;
  /** the patron's day as MM-DD; 02-29 is kept only in leap years */
  patronDay: string | null;
  /** single days on which the offices stay closed */
  closingDays: readonly Temporal.PlainDate[];
  /** national feasts of a year */
  holidaysOf: (year: number) => readonly Temporal.PlainDate[];
};

const SATURDAY = 6;
const LONGEST_CLOSURE = 366;

export function workingCalendar({ zone, patronDay, closingDays, holidaysOf }: CalendarSettings): WorkingCalendar {
  const patron = patronDay === null ? null : Temporal.PlainMonthDay.from(patronDay).toString();
  const closed = new Set(closingDays.map(String));
  const feastsByYear = new Map<number, Set<string>>();

  function feastsOf(year: number): Set<string> {
    let feasts = feastsByYear.get(year);
    if (!feasts) {
      feasts = new Set(holidaysOf(year).map(String));
      feastsByYear.set(year, feasts);
    }
    return feasts;
  }

  function isWorkingDay(date: Temporal.PlainDate): boolean {
    if (date.dayOfWeek >= SATURDAY) return false;
    const written = date.toString();
    if (patron && written.endsWith(patron)) return false;
    return !closed.has(written) && !feastsOf(date.year).has(written);
  }

  function workingDayFrom(date: Temporal.PlainDate): Temporal.PlainDate {
    let day = date;
    for (let tries = 0; tries <= LONGEST_CLOSURE; tries++) {
      if (isWorkingDay(day)) return day;
      day = day.add({ days: 1 });
    }
    throw new RangeError(`no working day within a year from ${date.toString()}: look at the closing days`);
  }

  return { zone, isWorkingDay, workingDayFrom };
}
