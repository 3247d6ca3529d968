import * as m from '#lib/words/compiled/messages.js';
import type { State, StepState } from '../request.ts';
import type { FromCitizen } from '../from-citizen.ts';
import { fromCitizenWords } from './from-citizen-words.ts';
import { dayAndHour, mediumDay, relativeDay, shortMoment, type Locale } from './relative-date.ts';
import type { NextAct, TurnView } from './views.ts';

export interface NextActSource {
  state: State;
  receivedAt: Temporal.Instant;
  office: string;
  /** Whoever holds the request by name. */
  responsible: string | null;
  steps: readonly {
    state: StepState;
    holder: string;
    date: Temporal.PlainDate;
    time: Temporal.PlainTime | null;
  }[];
  /** A question to the citizen that waits for its answer, and its last day. */
  question: { until: Temporal.PlainDate } | null;
  /** What the citizen did, if nobody of the staff did anything since. */
  fromCitizen: { kind: FromCitizen; at: Temporal.Instant } | null;
  /** The reader's name, when the permissions let them act on this request; null when they may only read. */
  actingAs: string | null;
}

/** The one act that moves the request on, and whose it is (look-notes.md: "the act that is mine now first"). */
export function nextAct(source: NextActSource, now: Temporal.Instant, zone: string, locale: Locale): NextAct | null {
  const { state, steps, office, responsible, actingAs } = source;
  const local = now.toZonedDateTimeISO(zone);
  const today = local.toPlainDate();
  if (state === 'closed') return null;

  if (state === 'received') {
    const when = relativeDay(source.receivedAt.toZonedDateTimeISO(zone).toPlainDate(), today, locale);
    // Whoever of the office opens it may take it.
    const turn: TurnView = actingAs === null ? { of: 'office', name: office } : { of: 'you' };
    return {
      act: 'take',
      turn,
      detail: wroteWords(source, now, zone, locale) ?? m.console_next_received({ when }, { locale }),
    };
  }

  const wrote = wroteWords(source, now, zone, locale);
  if (wrote !== null) {
    const turn: TurnView = responsible === null ? { of: 'nobody' } : turnOf(responsible, actingAs);
    return { act: 'reply', turn, detail: wrote };
  }

  const planned = steps.find((step) => step.state === 'planned');
  if (planned) {
    const when = dayAndHour(planned.date, planned.time, today, locale);
    const starts = planned.date.toPlainDateTime(planned.time ?? '00:00');
    const past = Temporal.PlainDateTime.compare(starts, local.toPlainDateTime()) <= 0;
    return {
      act: 'completeInspection',
      turn: turnOf(planned.holder, actingAs),
      detail: past
        ? m.console_next_inspection_past({ when }, { locale })
        : m.console_next_inspection_ahead({ when }, { locale }),
    };
  }

  if (source.question) {
    const day = mediumDay(source.question.until, today, locale);
    return { act: 'await', turn: { of: 'citizen' }, detail: m.console_next_asked({ day }, { locale }) };
  }

  const turn: TurnView = responsible === null ? { of: 'nobody' } : turnOf(responsible, actingAs);
  return steps.some((step) => step.state === 'done')
    ? { act: 'close', turn, detail: m.console_next_all_over({}, { locale }) }
    : { act: 'planInspection', turn, detail: m.console_next_no_step({}, { locale }) };
}

/** "Il cittadino ha risposto: oggi, 10:20" */
function wroteWords(
  { fromCitizen }: NextActSource,
  now: Temporal.Instant,
  zone: string,
  locale: Locale,
): string | null {
  if (!fromCitizen) return null;
  const what = fromCitizenWords(fromCitizen.kind, locale);
  return m.console_next_citizen({ what, when: shortMoment(fromCitizen.at, now, zone, locale) }, { locale });
}

function turnOf(name: string, actingAs: string | null): TurnView {
  return name === actingAs ? { of: 'you' } : { of: 'person', name };
}
