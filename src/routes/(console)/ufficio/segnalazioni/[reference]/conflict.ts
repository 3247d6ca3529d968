import { writeReference } from '#lib/kernel/reference.ts';
import type { PersonActor } from '#lib/people/server/read-actor.ts';
import { newFormKey } from '#lib/kernel/server/form-key.ts';
import type { RequestView as Request } from '#lib/requests/server/read-request.ts';
import type { TimelineItem } from '#lib/requests/server/read-timeline.ts';
import type { ConflictRow, ConflictView } from '#lib/requests/ui/conflict-view.ts';
import { mailAddressOf } from '#lib/requests/author-fields.ts';
import { dayAndHour, shortMoment } from '#lib/requests/ui/relative-date.ts';
import { outcomeWord, stageWord } from '#lib/requests/ui/stage-words.ts';
import { timelineDays } from '#lib/requests/ui/timeline-view.ts';
import type { ActName, OutcomeName } from '#lib/requests/ui/views.ts';
import * as m from '#lib/words/compiled/messages.js';
import { isOpenStep } from '#lib/requests/transitions.ts';
import { stepName } from '#lib/requests/ui/step-words.ts';
import { offeredActs } from './acts.ts';
import type { Seen } from './request-page-view.ts';

type Stale = {
  act: ActName;
  /** What was typed, by the names of the form's fields. */
  values: Readonly<Record<string, string>>;
  person: PersonActor;
  request: Request;
  timeline: readonly TimelineItem[];
  seen: Seen;
};

/** What a save that came too late shows: who changed it, both versions, and the form again with the version that is true now. */
export function conflictView({ act, values, person, request, timeline, seen }: Stale): ConflictView {
  const { now, locale, municipality } = seen;
  const step = request.steps.find(({ id }) => id === values.step);
  const thing = step ? step.kind : 'request';
  const since = changesSince(timeline, step ? step.id : request.id, Number(values.version));
  const last = since.at(-1) ?? timeline.at(-1);
  const done = act === 'danger' && request.danger === (values.danger === 'yes');
  const possible = offeredActs(person, request).includes(act) && (!step || isOpenStep(step)) && !done;
  const current = step ? step.version : request.version;
  const draft = draftField[act];
  return {
    reference: writeReference(request.reference),
    href: `/ufficio/segnalazioni/${writeReference(request.reference)}`,
    thing,
    changedBy: last?.actor.name ?? m.console_actor_system(),
    changedAt: last ? shortMoment(last.at, now, municipality.zone, locale) : '',
    changedByRole: [last?.actor.title, last?.actor.unit].filter((part) => part != null).join(', ') || null,
    you: person.name,
    savedAt: shortMoment(now, now, municipality.zone, locale),
    both: [],
    single: comparedRow(act, values, person, request, seen),
    draft: draft ? { field: draft, label: m.console_conflict_draft(), text: values[draft] ?? '' } : null,
    ends: act === 'close' && possible ? request.openSteps.map((open) => stepWords(open, seen)) : [],
    meanwhile: timelineDays(since, {
      now,
      zone: municipality.zone,
      locale,
      fileOf: () => ({ id: '', alt: '', state: 'received' as const }),
    })
      .flatMap(({ entries }) => entries)
      .slice(-8)
      .map((entry) => ({
        iso: entry.iso,
        when: entry.time,
        who: entry.who,
        what: entry.what ?? m.console_entry_wrote(),
      })),
    possible,
    action: `/ufficio/segnalazioni/${writeReference(request.reference)}?/${act}`,
    hidden: [
      { name: 'key', value: newFormKey() },
      { name: 'version', value: String(current) },
      ...request.openSteps.filter(() => act === 'close').map(({ id }) => ({ name: 'step', value: id })),
      ...Object.entries(values)
        .filter(([name]) => name !== 'version' && name !== draft)
        .map(([name, value]) => ({ name, value })),
    ],
  };
}

/** "Chiusa: Risolta" */
function closedAs(outcome: OutcomeName): string {
  return `${stageWord('closed')}: ${outcomeWord(outcome)}`;
}

/** The field in which somebody writes at length: it stays open to be changed. */
const draftField: Partial<Record<ActName, string>> = {
  message: 'text',
  ask: 'text',
  note: 'text',
  planInspection: 'message',
  completeInspection: 'findings',
  cancelInspection: 'reason',
  cancelQuestion: 'reason',
  reopen: 'reason',
  danger: 'reason',
  close: 'text',
};

/** What happened after the version that the form was made from. */
function changesSince(timeline: readonly TimelineItem[], subject: string, version: number): TimelineItem[] {
  // A message or note has no version: only the newest matters to it.
  if (Number.isNaN(version)) return timeline.slice(-1);
  const seenAt = timeline.findLastIndex((item) => item.subject?.id === subject && item.subject.version <= version);
  return timeline.slice(seenAt + 1);
}

function stepWords(step: Request['openSteps'][number], { now, locale, municipality }: Seen): string {
  const today = now.toZonedDateTimeISO(municipality.zone).toPlainDate();
  return `${stepName(step)}, ${dayAndHour(step.date, step.time, today, locale)}, ${step.holder}`;
}

function comparedRow(
  act: ActName,
  values: Stale['values'],
  person: PersonActor,
  request: Request,
  { now, locale, municipality }: Seen,
): ConflictRow[] {
  const standing = request.outcome ? closedAs(request.outcome) : stageWord(request.stage);
  switch (act) {
    case 'take':
      return [
        {
          label: m.console_col_person(),
          theirs: request.responsible?.name ?? standing,
          mine: person.name,
          changedBy: 'them',
        },
      ];
    case 'danger': {
      const words = (danger: boolean) => (danger ? m.console_danger_is() : m.console_danger_is_none());
      return [
        {
          label: m.console_danger(),
          theirs: words(request.danger),
          mine: words(values.danger === 'yes'),
          changedBy: 'them',
        },
      ];
    }
    case 'address':
      return [
        {
          label: m.console_author_email(),
          theirs: mailAddressOf(request.author) ?? '',
          mine: values.email ?? '',
          changedBy: 'them',
        },
      ];
    case 'close':
      return [
        {
          label: m.console_col_stage(),
          theirs: standing,
          mine: closedAs(values.outcome as OutcomeName),
          changedBy: 'them',
        },
      ];
    case 'planInspection': {
      const today = now.toZonedDateTimeISO(municipality.zone).toPlainDate();
      const at = (date: Temporal.PlainDate, time: Temporal.PlainTime | null) => dayAndHour(date, time, today, locale);
      const theirs = request.inspections
        .filter(isOpenStep)
        .map(({ date, time, holder }) => `${at(date, time)}, ${holder}`)
        .join('; ');
      const time = values.time ? Temporal.PlainTime.from(values.time) : null;
      const mine = at(Temporal.PlainDate.from(values.date ?? ''), time);
      return [{ label: m.console_step_inspection(), theirs: theirs || standing, mine, changedBy: 'them' }];
    }
    default:
      return [{ label: m.console_col_stage(), theirs: standing, mine: '', changedBy: 'them' }];
  }
}
