import * as m from '#lib/words/compiled/messages.js';
import { longDay, mediumDay, relativeDay, shortDay, type Locale } from './relative-date.ts';
import type { DueTone, DueView, InboxGroup, InboxRow, TermGroup } from './views.ts';

export interface Term {
  /** The day the answer is owed. */
  dueOn: Temporal.PlainDate;
  /** Set while the term stands still; `until` may be unknown. */
  suspended?: { until: Temporal.PlainDate | null } | undefined;
  closedOn?: Temporal.PlainDate | undefined;
}

/** Amber begins a week before. */
const SOON_DAYS = 7;

export function dueTone(term: Term, today: Temporal.PlainDate): DueTone {
  if (term.closedOn) return 'closed';
  if (term.suspended) return 'suspended';
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

const order: TermGroup[] = ['late', 'today', 'week', 'later', 'suspended', 'closed'];

/** The rows under their terms' headings, the pressing ones first; within a group they keep their order. */
export function groupByTerm(rows: InboxRow[]): InboxGroup[] {
  return order
    .map((term) => ({ term, rows: rows.filter((row) => groupOf[row.due.tone] === term) }))
    .filter((group) => group.rows.length > 0);
}
