import type { Act } from '#lib/kernel/act.ts';
import type { RequestId, StepId } from '#lib/kernel/ids.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { changeSubject } from '#lib/trail/server/subject.ts';
import { stepTransitions } from '../transitions.ts';
import { lockForAct, type NotForAct } from './lock-for-act.ts';
import { stepInState } from './step-in-state.ts';

export type CancelQuestion = { request: RequestId; step: StepId; version: number; reason: string };

/** Staff take a question back, with the reason that the citizen reads: the answer is not needed any more. */
export async function cancelQuestion(
  tx: Tx<'request' | 'step' | 'office' | TrailTables>,
  act: Act,
  { request, step, version, reason }: CancelQuestion,
): Promise<{ ok: true } | NotForAct | Refusal<'unknown-step' | 'changed-meanwhile'>> {
  const guarded = await lockForAct(tx, act, request, 'cancel-question', 'share');
  if (!guarded.ok) return guarded;
  const asked = await stepInState(tx, act, request, step, stepTransitions['cancel-question'].from);
  if (!asked.ok) return asked;
  const cancelled = await changeSubject(tx, act, 'step', {
    id: step,
    version,
    set: { state: stepTransitions['cancel-question'].to },
    entry: { kind: 'question-cancelled', visibility: 'citizen', request, as: guarded.as, text: { reason } },
  });
  return cancelled ? { ok: true } : refuse('changed-meanwhile');
}
