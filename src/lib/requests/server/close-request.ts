import type { Act } from '#lib/kernel/act.ts';
import type { RequestId, StepId } from '#lib/kernel/ids.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { changeSubject } from '#lib/trail/server/subject.ts';
import type { Outcome } from '../request.ts';
import { closingOutcomes } from '../transitions.ts';
import { endOpenSteps } from './end-open-steps.ts';
import { lockForAct, type NotForAct } from './lock-for-act.ts';

export type CloseRequest = {
  request: RequestId;
  version: number;
  outcome: Extract<Outcome, 'solved' | 'declined' | 'redirected'>;
  /** What was done, why not, or to whom it went: the citizen reads it. */
  text: string;
  /** To whom it was passed on, by name; only where the outcome is `redirected`. */
  redirectedTo?: string;
  /** The open steps as the form named them: they end in this act. One more, opened meanwhile, refuses it. */
  endSteps: readonly StepId[];
};

/** Closes with an outcome and a text; the mail to the citizen follows by itself. */
export async function closeRequest(
  tx: Tx<'request' | 'step' | 'office' | TrailTables>,
  act: Act,
  { request, version, outcome, text, redirectedTo, endSteps }: CloseRequest,
): Promise<{ ok: true } | NotForAct | Refusal<'changed-meanwhile' | 'steps-open' | 'wrong-outcome'>> {
  const guarded = await lockForAct(tx, act, request, 'close', 'update');
  if (!guarded.ok) return guarded;
  const { current, as } = guarded;
  if (!closingOutcomes(current.state).includes(outcome)) return refuse('wrong-outcome');
  if (current.openSteps.some((step) => !endSteps.includes(step))) return refuse('steps-open');

  // Appended before the steps it ends: the act's first entry is the one that leads in timeline and mail.
  const closed = await changeSubject(tx, act, 'request', {
    id: request,
    version,
    set: { state: 'closed', outcome, outcome_text: text, redirected_to: redirectedTo ?? null, closed_at: act.at },
    entry: {
      kind: 'request-closed',
      visibility: 'citizen',
      request,
      as,
      detail: { outcome },
      text: { outcome: text, redirectedTo },
    },
  });
  if (!closed) return refuse('changed-meanwhile');
  await endOpenSteps(tx, act, request, current.openSteps, as);
  return { ok: true };
}
