import type { Act } from '#lib/kernel/act.ts';
import { newId, type RequestId, type StepId } from '#lib/kernel/ids.ts';
import { refuse } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { readMunicipality } from '#lib/municipalities/server/read-municipality.ts';
import { createSubject } from '#lib/trail/server/subject.ts';
import { answerBy } from '../citizen-limits.ts';
import { lockForAct, type NotForAct } from './lock-for-act.ts';

export type AskCitizen = {
  request: RequestId;
  text: string;
  /** Of the calendar, the day of the question not counted. */
  days: number;
};

/** A question to the citizen, as a step: it waits for the answer, and lapses when its last day is over. */
export async function askCitizen(
  tx: Tx<'request' | 'step' | 'office' | 'municipality' | TrailTables>,
  act: Act,
  { request, text, days }: AskCitizen,
): Promise<{ ok: true; step: StepId } | NotForAct> {
  const guarded = await lockForAct(tx, act, request, 'ask-citizen', 'share');
  if (!guarded.ok) return guarded;
  if (act.actor.kind !== 'person') return refuse('not-allowed');
  const { zone } = await readMunicipality(tx, act.municipality);
  const by = answerBy(act.at, days, zone);
  const step = newId<StepId>();
  await createSubject(tx, act, 'step', {
    id: step,
    set: {
      request_id: request,
      kind: 'question',
      state: 'asked',
      holder_id: act.actor.person,
      question: text,
      planned_date: by.day,
      due_at: by.at,
    },
    entry: {
      kind: 'question-asked',
      visibility: 'citizen',
      request,
      as: guarded.as,
      detail: { until: by.day.toString() },
      text: { question: text },
    },
  });
  return { ok: true, step };
}
