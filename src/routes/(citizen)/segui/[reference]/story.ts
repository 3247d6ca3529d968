import { isByCitizen } from '#lib/requests/from-citizen.ts';
import type { Outcome, StepState } from '#lib/requests/request.ts';
import type { TimelineItem as Act } from '#lib/requests/server/read-timeline.ts';
import { hour, longDay, type Locale } from '#lib/requests/ui/relative-date.ts';
import { ratingWord } from '#lib/requests/ui/rating-words.ts';
import type { IconName } from '#lib/ui/icon-name.ts';
import type { TimelineItem } from '#lib/ui/timeline-item.ts';
import * as m from '#lib/words/compiled/messages.js';

type Around = {
  zone: string;
  locale: Locale;
  /** The questions of the request: one that waits is led to from its entry. */
  open: readonly { id: string; state: StepState }[];
};

/** What happened, newest first, as the citizen reads it: the acting person named, with office and role. */
export function storyOf(acts: readonly Act[], around: Around): TimelineItem[] {
  return acts.map((act) => toItem(act, around)).reverse();
}

function toItem(act: Act, { zone, locale, open }: Around): TimelineItem {
  const shown = looks[act.kind] ?? { icon: 'it-info-circle' as const };
  const text = [plannedFor(act, zone, locale), writtenIn(act), dayOf(act, locale)].filter(Boolean).join('\n');
  const who = isByCitizen(act) ? act.actor.name : [act.actor.unit, act.actor.title].filter(Boolean).join(', ');
  const waits = open.some(({ id, state }) => id === act.subject?.id && state === 'asked');
  return {
    id: act.entry,
    ...shown,
    datetime: act.at.toString({ smallestUnit: 'minute' }),
    day: longDay(act.at.toZonedDateTimeISO(zone).toPlainDate(), locale),
    time: m.follow_at_hour({ hour: hour(act.at, zone, locale) }),
    title: titleOf(act),
    who: act.kind === 'request-received' ? receivedBy(act) : who || undefined,
    text: text || undefined,
    photos: act.files
      .filter(({ kind }) => kind === 'photo')
      .map(({ id, name }) => ({
        src: `/foto/${id}`,
        href: `/foto/${id}`,
        alt: m.follow_photo_alt({ name }),
      })),
    documents: act.files
      .filter(({ kind }) => kind === 'document')
      .map(({ id, name }) => ({ href: `/documenti/${id}`, label: m.file_document({ name }) })),
    ...(act.kind === 'question-asked' &&
      waits && { link: { href: `#domanda-${act.subject?.id ?? ''}`, label: m.follow_to_question() } }),
  };
}

type Look = { icon: IconName; look?: NonNullable<TimelineItem['look']> };
const looks: Partial<Record<Act['kind'], Look>> = {
  'request-received': { icon: 'it-inbox', look: 'mine' },
  'request-taken': { icon: 'it-user' },
  'message-to-citizen': { icon: 'it-comment' },
  'inspection-planned': { icon: 'it-calendar' },
  'inspection-done': { icon: 'it-search' },
  'inspection-cancelled': { icon: 'it-close-circle' },
  'photos-added': { icon: 'it-camera' },
  'question-asked': { icon: 'it-help-circle', look: 'question' },
  'question-answered': { icon: 'it-comment', look: 'mine' },
  'question-lapsed': { icon: 'it-clock' },
  'question-cancelled': { icon: 'it-close-circle' },
  'message-from-citizen': { icon: 'it-comment', look: 'mine' },
  'photos-sent': { icon: 'it-camera', look: 'mine' },
  'mail-attached': { icon: 'it-mail' },
  'request-reminded': { icon: 'it-horn', look: 'mine' },
  'password-renewed': { icon: 'it-lock' },
  'password-asked': { icon: 'it-lock' },
  'notices-chosen': { icon: 'it-mail' },
  'address-refused': { icon: 'it-warning-circle' },
  'address-change-asked': { icon: 'it-mail' },
  'address-confirmed': { icon: 'it-mail' },
  'address-changed': { icon: 'it-mail' },
  'address-change-dropped': { icon: 'it-mail' },
  'danger-set': { icon: 'it-warning-circle' },
  'request-closed': { icon: 'it-flag', look: 'end' },
  'request-withdrawn': { icon: 'it-close-circle', look: 'mine' },
  'request-rated': { icon: 'it-star-outline', look: 'mine' },
  'request-reopened': { icon: 'it-refresh' },
};

function titleOf(act: Act): string {
  const { kind, also, actor, detail } = act;
  // Erased, or the clock.
  const name = actor.name ?? m.follow_someone();
  switch (kind) {
    case 'request-received':
      return m.follow_did_received();
    case 'request-taken':
      return m.follow_did_taken({ name });
    case 'message-to-citizen':
      return m.follow_did_message({ name });
    case 'inspection-planned':
      return also.includes('request-taken') ? m.follow_did_planned_taken({ name }) : m.follow_did_planned({ name });
    case 'inspection-done':
      return m.follow_did_inspected({ name });
    case 'inspection-cancelled':
      return m.follow_did_cancelled({ name });
    case 'question-asked':
      return m.follow_did_asked({ name });
    case 'question-answered':
      return m.follow_did_answered();
    case 'question-lapsed':
      return m.follow_did_lapsed();
    case 'question-cancelled':
      return m.follow_did_question_cancelled({ name });
    case 'message-from-citizen':
      return m.follow_did_wrote();
    case 'photos-sent':
      return detail.count === 1 ? m.follow_did_photo_sent() : m.follow_did_photos_sent({ count: Number(detail.count) });
    case 'mail-attached':
      return m.follow_did_mail_attached({ name });
    case 'request-reminded':
      return m.follow_did_reminded();
    case 'request-withdrawn':
      return m.follow_did_withdrawn();
    case 'request-rated':
      return m.follow_did_rated({ rating: ratingWord(detail.helped) });
    case 'request-reopened':
      return isByCitizen(act) ? m.follow_did_reopened() : m.follow_did_reopened_by({ name });
    case 'photos-added':
      return m.follow_did_photos();
    case 'danger-set':
      return m.follow_did_danger_set({ name });
    case 'danger-lifted':
      return m.follow_did_danger_lifted({ name });
    case 'request-closed':
      return m.follow_did_closed({ name, outcome: outcomeWord(detail.outcome) });
    case 'password-renewed':
      return isByCitizen(act) ? m.follow_did_password_renewed() : m.follow_did_password_handed({ name });
    case 'password-asked':
      return m.follow_did_password_asked();
    case 'notices-chosen':
      return m.follow_did_notices();
    case 'address-refused':
      return m.follow_did_address_refused();
    case 'address-change-asked':
      return m.follow_did_address_asked();
    case 'address-confirmed':
      return m.follow_did_address_confirmed();
    case 'address-changed':
      return isByCitizen(act) ? m.follow_did_address_changed() : m.follow_did_address_corrected({ name });
    case 'address-change-dropped':
      return m.follow_did_address_dropped();
    case 'content-erased':
      return m.follow_did_erased();
    default:
      return m.follow_did_other();
  }
}

const outcomeWords: Record<Outcome, () => string> = {
  solved: m.outcome_solved,
  declined: m.outcome_declined,
  redirected: m.outcome_redirected,
  withdrawn: m.outcome_withdrawn,
  joined: m.outcome_joined,
};

function outcomeWord(outcome: unknown): string {
  return typeof outcome === 'string' && outcome in outcomeWords ? outcomeWords[outcome as Outcome]() : '';
}

function receivedBy({ detail }: Act): string {
  return detail.channel === 'site' ? m.follow_by_you() : m.follow_by_desk();
}

function plannedFor({ kind, detail }: Act, zone: string, locale: Locale): string | null {
  const { date, time } = detail;
  if (kind !== 'inspection-planned' || typeof date !== 'string') return null;
  const day = Temporal.PlainDate.from(date);
  if (typeof time !== 'string') return m.follow_planned_day({ day: longDay(day, locale) });
  const at = day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) }).toInstant();
  return m.follow_planned_hour({ day: longDay(day, locale), hour: hour(at, zone, locale) });
}

/** By when an answer is due: the citizen's, or ours from now on. */
function dayOf({ kind, detail }: Act, locale: Locale): string | null {
  const day = kind === 'question-asked' ? detail.until : kind === 'request-reopened' ? detail.day : null;
  if (typeof day !== 'string') return null;
  const words = longDay(Temporal.PlainDate.from(day), locale);
  return kind === 'question-asked' ? m.follow_answer_by({ day: words }) : m.follow_new_due({ day: words });
}

/** Under the one name or the other, by kind: what the act's author wrote for the citizen. */
function writtenIn({ text }: Act): string | null {
  for (const part of ['message', 'note', 'findings', 'reason', 'outcome', 'body', 'question', 'answer']) {
    const written = text?.[part];
    if (typeof written === 'string' && written !== '') return written;
  }
  return null;
}
