import type { Act } from '#lib/kernel/act.ts';
import type { Post } from '#lib/kernel/actor.ts';
import type { RequestId, StepId } from '#lib/kernel/ids.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { changeSubject } from '#lib/trail/server/subject.ts';

/**
 * Ends the steps of a request in the act that closes it. The request is locked for update, so nobody else moves them: their
 * versions are read, not expected.
 */
export async function endOpenSteps(
  tx: Tx<'step' | TrailTables>,
  act: Act,
  request: RequestId,
  steps: readonly StepId[],
  as?: Post,
): Promise<void> {
  for (const step of steps) {
    const { version, kind } = await tx
      .selectFrom('step')
      .select(['version', 'kind'])
      .where('municipality_id', '=', act.municipality)
      .where('id', '=', step)
      .executeTakeFirstOrThrow();
    const ended = await changeSubject(tx, act, 'step', {
      id: step,
      version,
      set: { state: 'cancelled' },
      entry: {
        kind: kind === 'question' ? 'question-cancelled' : 'inspection-cancelled',
        visibility: 'citizen',
        request,
        ...(as && { as }),
      },
    });
    if (!ended) throw new Error('a step moved although its request was locked');
  }
}
