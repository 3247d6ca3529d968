import type { RequestView } from '#lib/requests/server/read-request.ts';
import { longDay, shortDay, type Locale } from '#lib/requests/ui/relative-date.ts';
import type { StageBarItem } from '#lib/ui/stage-bar-item.ts';
import * as m from '#lib/words/compiled/messages.js';

type Around = { zone: string; locale: Locale; today: Temporal.PlainDate; dueDay: Temporal.PlainDate };
type Followed = Pick<
  RequestView,
  'stage' | 'state' | 'outcome' | 'receivedAt' | 'takenAt' | 'closedAt' | 'steps' | 'office' | 'responsible'
>;

/** Where the request stands: a plain sentence, and the bar of stages in which what was reached stays ticked. */
export function progressOf(request: Followed, around: Around): { sentence: string; bar: StageBarItem[] } {
  return { sentence: sentenceOf(request, around), bar: barOf(request, around) };
}

function sentenceOf(request: Followed, { zone, locale }: Around): string {
  const { stage, office, responsible, steps, closedAt } = request;
  switch (stage) {
    case 'closed': {
      const day = closedAt ? longDay(closedAt.toZonedDateTimeISO(zone).toPlainDate(), locale) : '';
      return request.outcome === 'withdrawn' ? m.follow_sentence_withdrawn({ day }) : m.follow_sentence_closed({ day });
    }
    case 'inspection': {
      const planned = steps.find(({ state }) => state === 'planned');
      return m.follow_sentence_inspection({ day: planned ? longDay(planned.date, locale) : '' });
    }
    case 'waiting': {
      const asked = steps.find(({ state }) => state === 'asked');
      return m.follow_sentence_waiting({ day: asked ? longDay(asked.date, locale) : '' });
    }
    case 'in-charge':
      return m.follow_sentence_in_charge({ name: responsible?.name ?? office.name });
    case 'received':
      return m.follow_sentence_received({ office: office.name });
  }
}

function barOf(request: Followed, { zone, locale, today, dueDay }: Around): StageBarItem[] {
  const { stage, receivedAt, takenAt, closedAt, steps } = request;
  const day = (at: Temporal.Instant) => shortDay(at.toZonedDateTimeISO(zone).toPlainDate(), today, locale);
  const done = steps.findLast(({ state }) => state === 'done');
  const planned = steps.find(({ state }) => state === 'planned');
  const asked = steps.find(({ state }) => state === 'asked');
  const closed = stage === 'closed';
  const items: StageBarItem[] = [
    { name: m.stage_received(), note: day(receivedAt), state: stage === 'received' ? 'now' : 'done' },
    {
      name: m.stage_in_charge(),
      note: takenAt ? day(takenAt) : m.follow_bar_soon(),
      state: stage === 'in-charge' ? 'now' : takenAt ? 'done' : 'future',
    },
    {
      name: m.stage_inspection(),
      note: planned
        ? m.follow_bar_planned({ day: shortDay(planned.date, today, locale) })
        : done?.doneAt
          ? day(done.doneAt)
          : m.follow_bar_if_needed(),
      state: planned ? 'now' : done ? 'done' : 'future',
    },
    ...(stage === 'waiting' && asked
      ? [
          {
            name: m.stage_waiting(),
            note: m.follow_bar_by({ day: shortDay(asked.date, today, locale) }),
            state: 'now' as const,
          },
        ]
      : []),
    {
      name: m.stage_closed(),
      note: closedAt ? day(closedAt) : m.follow_bar_by({ day: shortDay(dueDay, today, locale) }),
      state: closed ? 'done' : 'future',
    },
  ];
  // What a closed request never had is not owed any more.
  return closed ? items.filter(({ state }) => state === 'done') : items;
}

/** Why the due date is not the first one any more; null while it is. */
export function whyMoved(
  { reopenedAt }: Pick<RequestView, 'reopenedAt'>,
  { zone, locale }: Pick<Around, 'zone' | 'locale'>,
): string | null {
  return reopenedAt && m.follow_due_moved({ day: longDay(reopenedAt.toZonedDateTimeISO(zone).toPlainDate(), locale) });
}
