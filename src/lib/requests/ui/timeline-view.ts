import type { Level } from '#lib/kernel/actor.ts';
import type { EntryKind } from '#lib/trail/entry.ts';
import * as m from '#lib/words/compiled/messages.js';
import { isByCitizen } from '../from-citizen.ts';
import type { Outcome } from '../request.ts';
import { ratingWord } from './rating-words.ts';
import { dayAndHour, dayHeading, hour, mediumDay, type Locale } from './relative-date.ts';
import { outcomeWord } from './stage-words.ts';
import type { EntryIcon, EntryText, FileView, TimelineDay, TimelineEntry } from './views.ts';

/** What the reader of the timeline gives of one act (server/read-timeline.ts). */
export interface TimelineSource<File> {
  entry: string;
  kind: EntryKind;
  also: readonly EntryKind[];
  at: Temporal.Instant;
  visibility: 'citizen' | 'staff';
  actor: {
    name: string | null;
    level: Level | 'citizen' | 'clock' | 'import' | 'installation';
    title: string | null;
    unit: string | null;
  };
  detail: Readonly<Record<string, unknown>>;
  text: Readonly<Record<string, unknown>> | null;
  files: readonly File[];
}

export interface TimelineWords<File> {
  now: Temporal.Instant;
  zone: string;
  locale: Locale;
  fileOf: (file: File) => FileView;
}

/** The history as the console shows it, newest first, under the days of the municipality's zone. */
export function timelineDays<File>(
  items: readonly TimelineSource<File>[],
  { now, zone, locale, fileOf }: TimelineWords<File>,
): TimelineDay[] {
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  const days: TimelineDay[] = [];
  for (const item of items.toReversed()) {
    const day = item.at.toZonedDateTimeISO(zone).toPlainDate();
    let under = days.at(-1);
    if (under?.iso !== day.toString()) {
      under = { iso: day.toString(), heading: dayHeading(day, today, locale), entries: [] };
      days.push(under);
    }
    under.entries.push({
      id: item.entry,
      iso: item.at.toString(),
      time: hour(item.at, zone, locale),
      icon: icons[item.kind] ?? 'other',
      who: whoActed(item, locale),
      role: roleOf(item, locale),
      what: whatWasDone(item, today, locale),
      text: textOf(item),
      photos: item.files.map(fileOf),
      visibility: item.visibility,
    } satisfies TimelineEntry);
  }
  return days;
}

const icons: Partial<Record<EntryKind, EntryIcon>> = {
  'request-received': 'reported',
  'request-taken': 'person',
  'message-to-citizen': 'message',
  note: 'note',
  'inspection-planned': 'inspection',
  'inspection-done': 'inspection',
  'inspection-cancelled': 'inspection',
  'question-asked': 'question',
  'question-answered': 'answer',
  'question-lapsed': 'clock',
  'question-cancelled': 'question',
  'message-from-citizen': 'answer',
  'photos-sent': 'answer',
  'request-reminded': 'clock',
  'danger-set': 'danger',
  'danger-lifted': 'other',
  'request-closed': 'closed',
  'request-withdrawn': 'closed',
  'request-rated': 'answer',
  'request-reopened': 'reported',
  'mail-resent': 'mail',
  'mail-attached': 'mail',
};

type Source = TimelineSource<unknown>;

function whoActed({ actor }: Source, locale: Locale): string {
  // Who came by a link of ours may be anybody: without a name.
  if (actor.name) return actor.name;
  if (actor.level === 'citizen') return m.console_actor_citizen({}, { locale });
  if (actor.level === 'clock') return m.console_actor_clock({}, { locale });
  const system = actor.level === 'import' || actor.level === 'installation';
  return system ? m.console_actor_system({}, { locale }) : m.console_actor_erased({}, { locale });
}

function roleOf({ actor, kind }: Source, locale: Locale): string | null {
  // What the citizen did is what the entry says itself; a message has no sentence of its own.
  if (actor.level === 'citizen') {
    return actor.name !== null && kind === 'message-from-citizen' ? m.console_role_citizen({}, { locale }) : null;
  }
  return [actor.unit, actor.title].filter((part) => part !== null).join(', ') || null;
}

/** The sentence after the name; null where the text below says it all. */
function whatWasDone(
  { kind, also, detail, text, actor }: Source,
  today: Temporal.PlainDate,
  locale: Locale,
): string | null {
  switch (kind) {
    case 'message-to-citizen':
    case 'message-from-citizen':
    case 'note':
      return null;
    case 'question-asked':
      return m.console_entry_asked({ when: dayOf(detail.until, today, locale) }, { locale });
    case 'question-answered':
      return m.console_entry_answered({}, { locale });
    case 'question-lapsed':
      return m.console_entry_lapsed({}, { locale });
    case 'question-cancelled':
      return m.console_entry_question_cancelled({}, { locale });
    case 'photos-sent':
      return detail.count === 1
        ? m.console_entry_photo_sent({}, { locale })
        : m.console_entry_photos_sent({ count: Number(detail.count) }, { locale });
    case 'request-reminded':
      return m.console_entry_reminded({}, { locale });
    case 'request-withdrawn':
      return also.length > 0
        ? m.console_entry_withdrawn_steps({}, { locale })
        : m.console_entry_withdrawn({}, { locale });
    case 'request-rated':
      return m.console_entry_rated({ rating: ratingWord(detail.helped, locale) }, { locale });
    case 'request-reopened':
      return typeof detail.day === 'string'
        ? m.console_entry_reopened({ when: dayOf(detail.day, today, locale) }, { locale })
        : m.console_entry_reopened_hours({}, { locale });
    case 'request-received':
      return detail.danger === true
        ? m.console_entry_received_danger({}, { locale })
        : m.console_entry_received({}, { locale });
    case 'request-taken':
      return m.console_entry_taken({}, { locale });
    case 'inspection-planned': {
      const when = plannedFor(detail, today, locale);
      return also.includes('request-taken')
        ? m.console_entry_taken_planned({ when }, { locale })
        : m.console_entry_planned({ when }, { locale });
    }
    case 'inspection-done':
      return m.console_entry_done({}, { locale });
    case 'inspection-cancelled':
      return m.console_entry_cancelled({}, { locale });
    case 'danger-set':
      return m.console_entry_danger_set({}, { locale });
    case 'danger-lifted':
      return m.console_entry_danger_lifted({}, { locale });
    case 'request-closed': {
      const to = text?.redirectedTo;
      const outcome =
        typeof to === 'string'
          ? m.console_outcome_redirected_to({ name: to }, { locale })
          : outcomeWord(detail.outcome as Outcome, locale);
      if (also.includes('question-cancelled')) return m.console_entry_closed_steps({ outcome }, { locale });
      return also.includes('inspection-cancelled')
        ? m.console_entry_closed_cancelled({ outcome }, { locale })
        : m.console_entry_closed({ outcome }, { locale });
    }
    case 'photos-added':
      return m.console_entry_photos({}, { locale });
    case 'mail-attached':
      return typeof text?.sender === 'string' && text.sender !== ''
        ? m.console_entry_mail_attached_from({ sender: text.sender }, { locale })
        : m.console_entry_mail_attached({}, { locale });
    case 'mail-resent':
      return m.console_entry_mail_resent({}, { locale });
    case 'publication-decided':
      return decisionWords(detail.decision, locale);
    case 'public-photo-decided':
      return detail.state === 'shown'
        ? m.console_entry_photo_shown({}, { locale })
        : m.console_entry_photo_hidden({}, { locale });
    case 'public-photo-edited':
      return m.console_entry_photo_edited({}, { locale });
    case 'publication-undone':
      return m.console_entry_review_undone({}, { locale });
    case 'password-renewed':
      return isByCitizen({ actor })
        ? m.console_entry_password_renewed({}, { locale })
        : m.console_entry_password_handed({}, { locale });
    case 'password-asked':
      return m.console_entry_password_asked({}, { locale });
    case 'notices-chosen':
      return m.console_entry_notices({}, { locale });
    case 'address-refused':
      return m.console_entry_address_refused({}, { locale });
    case 'address-change-asked':
      return m.console_entry_address_asked({}, { locale });
    case 'address-confirmed':
      return m.console_entry_address_confirmed({}, { locale });
    case 'address-changed':
      return isByCitizen({ actor })
        ? m.console_entry_address_changed({}, { locale })
        : m.console_entry_address_corrected({}, { locale });
    case 'address-change-dropped':
      return m.console_entry_address_dropped({}, { locale });
    case 'content-erased':
      return m.console_entry_erased({}, { locale });
    default:
      return m.console_entry_other({}, { locale });
  }
}

function dayOf(date: unknown, today: Temporal.PlainDate, locale: Locale): string {
  return typeof date === 'string' ? mediumDay(Temporal.PlainDate.from(date), today, locale) : '';
}

function decisionWords(decision: unknown, locale: Locale): string {
  if (decision === 'shown') return m.console_entry_words_shown({}, { locale });
  return decision === 'facts'
    ? m.console_entry_words_facts({}, { locale })
    : m.console_entry_words_hidden({}, { locale });
}

function plannedFor({ date, time }: Source['detail'], today: Temporal.PlainDate, locale: Locale): string {
  if (typeof date !== 'string') return '';
  const at = typeof time === 'string' ? Temporal.PlainTime.from(time) : null;
  return dayAndHour(Temporal.PlainDate.from(date), at, today, locale);
}

// Under which name each kind of entry keeps what was written. What the citizen reported stands in its own column.
const writtenAs: Partial<Record<EntryKind, { field: string; kind: EntryText['kind'] }>> = {
  'message-to-citizen': { field: 'message', kind: 'message' },
  note: { field: 'note', kind: 'note' },
  'inspection-planned': { field: 'note', kind: 'message' },
  'inspection-done': { field: 'findings', kind: 'findings' },
  'inspection-cancelled': { field: 'reason', kind: 'message' },
  'danger-set': { field: 'reason', kind: 'message' },
  'danger-lifted': { field: 'reason', kind: 'message' },
  'request-closed': { field: 'outcome', kind: 'outcome' },
  'question-asked': { field: 'question', kind: 'question' },
  'question-answered': { field: 'answer', kind: 'answer' },
  'question-cancelled': { field: 'reason', kind: 'message' },
  'message-from-citizen': { field: 'message', kind: 'answer' },
  'photos-sent': { field: 'message', kind: 'answer' },
  'mail-attached': { field: 'message', kind: 'answer' },
  'request-reminded': { field: 'message', kind: 'answer' },
  'request-withdrawn': { field: 'reason', kind: 'answer' },
  'request-rated': { field: 'message', kind: 'answer' },
  'request-reopened': { field: 'reason', kind: 'reason' },
};

function textOf({ kind, text }: Source): EntryText | undefined {
  const written = writtenAs[kind];
  const body = written && text?.[written.field];
  return written && typeof body === 'string' && body !== '' ? { kind: written.kind, body } : undefined;
}
