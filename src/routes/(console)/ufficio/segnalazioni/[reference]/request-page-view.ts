import { writeReference } from '#lib/kernel/reference.ts';
import { inLanguage } from '#lib/categories/category.ts';
import type { Municipality } from '#lib/municipalities/municipality.ts';
import type { PersonActor } from '#lib/people/server/read-actor.ts';
import { initialsOf } from '#lib/people/ui/initials.ts';
import { mailAddressOf } from '#lib/requests/author-fields.ts';
import type { RequestView as Request } from '#lib/requests/server/read-request.ts';
import type { RequestFile } from '#lib/requests/server/read-request-files.ts';
import type { TimelineItem } from '#lib/requests/server/read-timeline.ts';
import { ratingOfTimeline } from '#lib/requests/rating.ts';
import { isOpenStep } from '#lib/requests/transitions.ts';
import type { StepView as Step } from '#lib/requests/server/read-steps.ts';
import { answerView } from '#lib/requests/ui/answer-view.ts';
import { dueView, termOn } from '#lib/requests/ui/due-view.ts';
import { ratingWord } from '#lib/requests/ui/rating-words.ts';
import {
  dayAndHour,
  longDay,
  longMoment,
  mediumDay,
  shortMoment,
  type Locale,
} from '#lib/requests/ui/relative-date.ts';
import type {
  ActName,
  DueView,
  PersonView,
  FileView,
  RequestView,
  StepView,
  TermView,
} from '#lib/requests/ui/views.ts';
import type { OfferedMap } from '#lib/ui/map/offered-map.ts';
import * as m from '#lib/words/compiled/messages.js';

/** From where somebody looks: which decides language, days and hours. */
export type Seen = { municipality: Municipality; now: Temporal.Instant; locale: Locale };

export function requestView(
  request: Request,
  photos: readonly RequestFile[],
  timeline: readonly TimelineItem[],
  map: OfferedMap | null,
  seen: Seen,
): RequestView {
  const { locale, municipality } = seen;
  return {
    reference: writeReference(request.reference),
    title: request.title,
    text: request.body,
    category: inLanguage(request.category.names, locale),
    hamlet: request.hamlet,
    place: request.place,
    coordinates: request.point && `${request.point.latitude.toFixed(5)}, ${request.point.longitude.toFixed(5)}`,
    onMap: map && request.point && { map, ...request.point },
    office: request.office.name,
    received: longMoment(request.receivedAt, municipality.zone, locale),
    stage: { stage: request.stage, outcome: request.outcome ?? undefined },
    due: dueOf(request, seen),
    photos: photos.filter(({ step }) => step === null).map((photo) => fileView(photo, request.title)),
    rating: ratingOf(request, timeline, seen),
    answers: request.answers.map((answer) => answerView(answer, locale)),
    danger: request.danger
      ? {
          open: request.state !== 'closed',
          onCall: request.onCall && { name: request.onCall.name, telephone: request.onCall.phone },
          office: { name: request.office.name, telephone: request.office.phone },
        }
      : null,
    author: {
      name: request.anonymous ? null : request.author.name,
      email: request.author.email,
      telephone: request.author.phone,
      business: request.author.business,
      refused: refusedWords(request, seen),
      notices: noticesWords(request, locale),
    },
  };
}

/** What its citizen says of how it ended, since it was last closed. */
function ratingOf(request: Request, timeline: readonly TimelineItem[], seen: Seen): RequestView['rating'] {
  const rating = request.state === 'closed' ? ratingOfTimeline(timeline) : null;
  if (!rating) return null;
  const when = shortMoment(rating.at, seen.now, seen.municipality.zone, seen.locale);
  return { word: ratingWord(rating.helped), text: rating.text, when };
}

/** `of` goes into the address of a file that is attached to nothing yet: it is shown on its own page only. */
export function fileView(
  { id, name, kind, state }: Pick<RequestFile, 'id' | 'name' | 'kind' | 'state'>,
  alt: string,
  of = '',
): FileView {
  const shown = { id, alt, state };
  if (kind === 'document')
    return { ...shown, document: name, ...(state === 'ready' ? { href: `/documenti/${id}${of}` } : {}) };
  const address = `/foto/${id}${of}`;
  return { ...shown, ...(state === 'ready' ? { href: address, thumbnail: address } : {}) };
}

export function stepView(
  step: Step,
  photos: readonly RequestFile[],
  offered: readonly ActName[],
  person: PersonActor,
  { municipality, now, locale }: Seen,
): StepView {
  const local = now.toZonedDateTimeISO(municipality.zone);
  const planned = step.date.toPlainDateTime(step.time ?? '23:59');
  return {
    id: step.id,
    version: step.version,
    kind: step.kind,
    state: step.state,
    open: isOpenStep(step),
    when:
      step.kind === 'question'
        ? m.console_step_until({ day: mediumDay(step.date, local.toPlainDate(), locale) })
        : dayAndHour(step.date, step.time, local.toPlainDate(), locale),
    who: step.holder,
    mine: step.holder === person.name,
    late: step.state === 'planned' && Temporal.PlainDateTime.compare(planned, local.toPlainDateTime()) <= 0,
    findings: step.findings,
    question: step.question,
    answer: step.answer,
    photos: photos
      .filter((photo) => photo.step === step.id)
      .map((photo) => fileView(photo, step.findings ?? step.answer ?? '')),
    acts:
      step.state === 'planned'
        ? (['completeInspection', 'cancelInspection'] as const).filter((act) => offered.includes(act))
        : step.state === 'asked'
          ? (['cancelQuestion'] as const).filter((act) => offered.includes(act))
          : [],
  };
}

export function termView(request: Request, seen: Seen): TermView {
  const { zone } = seen.municipality;
  // The term of a request that was opened again counts from then.
  const received = (request.reopenedAt ?? request.receivedAt).toZonedDateTimeISO(zone).toPlainDate();
  const end = (request.closedAt ?? seen.now).toZonedDateTimeISO(zone).toPlainDate();
  const due = request.due.date ?? request.due.at.toZonedDateTimeISO(zone).toPlainDate();
  const since = longDay(received, seen.locale);
  const { amount, unit } = request.due;
  const words = {
    'working-days': m.console_term_working_days,
    'calendar-days': m.console_term_calendar_days,
    hours: m.console_term_hours,
  }[unit];
  return {
    due: dueOf(request, seen),
    ...(request.due.date
      ? {
          unit: 'days',
          passed: received.until(end, { largestUnit: 'days' }).days,
          total: Math.max(1, received.until(due, { largestUnit: 'days' }).days),
        }
      : {
          unit: 'hours',
          passed: Math.trunc((request.closedAt ?? seen.now).since(request.receivedAt).total('hours')),
          total: amount,
        }),
    explanation: words({ amount, since }),
  };
}

export function peopleView({ responsible, office }: Request, person: PersonActor): PersonView[] {
  if (!responsible) return [];
  return [
    {
      name: responsible.name,
      initials: initialsOf(responsible.name),
      you: responsible.name === person.name,
      part: responsible.named
        ? m.console_person_responsible({ office: office.name })
        : m.console_person_head({ office: office.name }),
    },
  ];
}

function dueOf(request: Request, { municipality: { zone }, now, locale }: Seen): DueView {
  const day = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(zone).toPlainDate();
  return dueView(
    { ...termOn(request.due, { now, zone, locale }), closedOn: request.closedAt ? day(request.closedAt) : undefined },
    day(now),
    locale,
  );
}

const languageWords = {
  it: m.console_language_it,
  en: m.console_language_en,
  de: m.console_language_de,
  fr: m.console_language_fr,
};

function refusedWords({ addressRefusedAt }: Request, { municipality, locale }: Seen): string | null {
  return (
    addressRefusedAt && m.console_address_refused({ when: longMoment(addressRefusedAt, municipality.zone, locale) })
  );
}

function noticesWords({ author, addressRefusedAt, language }: Request, locale: Locale): string {
  const spoken = languageWords[language]({}, { locale });
  if (!mailAddressOf(author) && !author.phone) return m.console_notices_none();
  return mailAddressOf(author) && !addressRefusedAt
    ? m.console_notices_mail({ language: spoken })
    : m.console_notices_voice({ language: spoken });
}
