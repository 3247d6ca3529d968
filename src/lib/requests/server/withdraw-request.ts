import type { Act } from '#lib/kernel/act.ts';
import type { RequestId } from '#lib/kernel/ids.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { changeSubject } from '#lib/trail/server/subject.ts';
import { endOpenSteps } from './end-open-steps.ts';
import { lockForCitizen, type NotForAct } from './lock-for-act.ts';

export type WithdrawRequest = {
  request: RequestId;
  version: number;
  /** Why it is not needed any more, if the citizen says it. */
  reason: string | null;
};

/** The citizen takes the request back. What is still planned or asked ends in the same act, also what came meanwhile. */
export async function withdrawRequest(
  tx: Tx<'request' | 'step' | 'office' | TrailTables>,
  act: Act,
  { request, version, reason }: WithdrawRequest,
): Promise<{ ok: true } | NotForAct | Refusal<'changed-meanwhile'>> {
  const guarded = await lockForCitizen(tx, act, request, 'withdraw', 'update');
  if (!guarded.ok) return guarded;
  const withdrawn = await changeSubject(tx, act, 'request', {
    id: request,
    version,
    set: { state: 'closed', outcome: 'withdrawn', outcome_text: reason, redirected_to: null, closed_at: act.at },
    entry: {
      kind: 'request-withdrawn',
      visibility: 'citizen',
      request,
      detail: { outcome: 'withdrawn' },
      ...(reason && { text: { reason } }),
    },
  });
  if (!withdrawn) return refuse('changed-meanwhile');
  await endOpenSteps(tx, act, request, guarded.current.openSteps);
  return { ok: true };
}
