import type { Act } from '#lib/kernel/act.ts';
import type { RequestId, StepId } from '#lib/kernel/ids.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { Tx } from '#lib/kernel/server/database.ts';
import type { StepState } from '../request.ts';

/** The step is looked at only after its request is locked. A step in another state was moved by somebody else. */
export async function stepInState(
  tx: Tx<'step'>,
  act: Act,
  request: RequestId,
  step: StepId,
  wanted: StepState,
): Promise<{ ok: true; dueAt: Temporal.Instant | null } | Refusal<'unknown-step' | 'changed-meanwhile'>> {
  const found = await tx
    .selectFrom('step')
    .select(['state', 'due_at'])
    .where('municipality_id', '=', act.municipality)
    .where('id', '=', step)
    .where('request_id', '=', request)
    .executeTakeFirst();
  if (!found) return refuse('unknown-step');
  return found.state === wanted ? { ok: true, dueAt: found.due_at } : refuse('changed-meanwhile');
}
