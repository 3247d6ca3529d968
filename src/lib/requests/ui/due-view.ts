import * as m from '#lib/words/compiled/messages.js';
import { hour, longDay, mediumDay, relativeDay, relativeHours, shortDay, type Locale } from './relative-date.ts';
import type { DueTone, DueView, InboxGroup, InboxRow, TermGroup } from './views.ts';

export interface Term {
  /** The day the answer is owed. */
  dueOn: Temporal.PlainDate;
  /** Of a term in hours: the hour, and how many are left. */
  dueAt?: { hour: string; hoursLeft: number } | undefined;
  /** Set while the term stands still; `until` may be unknown. */
  suspended?: { until: Temporal.PlainDate | null } | undefined;
  closedOn?: Temporal.PlainDate | undefined;
}

/** What a term says of itself: its day, and the hour where it counts hours. */
export function termOn(
  due: { at: Temporal.Instant; date: Temporal.PlainDate | null },
  { now, zone, locale }: { now: Temporal.Instant; zone: string; locale: Locale },
): Pick<Term, 'dueOn' | 'dueAt'> {
  if (due.date) return { dueOn: due.date };
  const hoursLeft = due.at.since(now).total('hours');
  return {
    dueOn: due.at.toZonedDateTimeISO(zone).toPlainDate(),
    dueAt: { hour: hour(due.at, zone, locale), hoursLeft },
  };
}

/** Amber begins a week before. */
const SOON_DAYS = 7;

export function dueTone(term: Term, today: Temporal.PlainDate): DueTone {
  if (term.closedOn) return 'closed';
  if (term.suspended) return 'suspended';
  if (term.dueAt && term.dueAt.hoursLeft < 0) return 'late';
  const days = today.until(term.dueOn, { largestUnit: 'days' }).days;
  if (days < 0) return 'late';
  if (days <= 1) return 'today';
  return days <= SOON_DAYS ? 'soon' : 'later';
}

export function dueView(term: Term, today: Temporal.PlainDate, locale: Locale): DueView {
  const tone = dueTone(term, today);
  if (tone === 'suspended') {
    const until = term.suspended?.until ?? null;
    return {
      tone,
      iso: '',
      short: m.console_due_suspended({}, { locale }),
      medium: m.console_due_suspended({}, { locale }),
      long: m.console_due_suspended({}, { locale }),
      relative: until ? m.console_due_until({ day: shortDay(until, today, locale) }, { locale }) : '',
    };
  }
  const day = term.closedOn ?? term.dueOn;
  if (term.dueAt && !term.closedOn) {
    const at = (words: string) => `${words}, ${term.dueAt?.hour ?? ''}`;
    const near = Math.abs(today.until(day, { largestUnit: 'days' }).days) <= 1;
    return {
      tone,
      iso: day.toString(),
      short: `${near ? relativeDay(day, today, locale) : shortDay(day, today, locale)} ${term.dueAt.hour}`,
      medium: at(mediumDay(day, today, locale)),
      long: at(longDay(day, locale)),
      relative: relativeHours(term.dueAt.hoursLeft, locale) ?? relativeDay(day, today, locale),
    };
  }
  return {
    tone,
    iso: day.toString(),
    short: shortDay(day, today, locale),
    medium: mediumDay(day, today, locale),
    long: longDay(day, locale),
    relative: relativeDay(day, today, locale),
  };
}

const groupOf: Record<DueTone, TermGroup> = {
  late: 'late',
  today: 'today',
  soon: 'week',
  later: 'later',
  suspended: 'suspended',
  closed: 'closed',
};

const order: TermGroup[] = ['danger', 'late', 'today', 'week', 'later', 'suspended', 'closed'];

/** The rows under their terms' headings, dangers and the pressing ones first; within a group they keep their order. */
export function groupByTerm(rows: InboxRow[]): InboxGroup[] {
  return order
    .map((term) => ({
      term,
      rows: rows.filter((row) => (row.danger ? 'danger' : groupOf[row.due.tone]) === term),
    }))
    .filter((group) => group.rows.length > 0);
}
