import { sql } from 'kysely';
import type { Act } from '#lib/kernel/act.ts';
import type { MunicipalityId, RequestId, StepId } from '#lib/kernel/ids.ts';
import { mayLapseQuestion } from '#lib/kernel/permissions.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { Database, TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { changeSubject } from '#lib/trail/server/subject.ts';
import { stepTransitions } from '../transitions.ts';
import { lockRequest } from './lock-request.ts';

export type LapseQuestion = { request: RequestId; step: StepId };

/** The last day is over and nobody answered: said by the clock. Whoever answered or closed meanwhile was first. */
export async function lapseQuestion(
  tx: Tx<'request' | 'step' | 'office' | TrailTables>,
  act: Act,
  { request, step }: LapseQuestion,
): Promise<{ ok: true } | Refusal<'not-allowed' | 'not-due'>> {
  if (!mayLapseQuestion(act.actor)) return refuse('not-allowed');
  if (!(await lockRequest(tx, act.municipality, request, 'share'))) return refuse('not-allowed');
  const asked = await tx
    .selectFrom('step')
    .select('version')
    .where('municipality_id', '=', act.municipality)
    .where('id', '=', step)
    .where('request_id', '=', request)
    .where('state', '=', stepTransitions.lapse.from)
    .where('due_at', '<=', act.at)
    .executeTakeFirst();
  if (!asked) return refuse('not-due');
  const lapsed = await changeSubject(tx, act, 'step', {
    id: step,
    version: asked.version,
    set: { state: stepTransitions.lapse.to },
    entry: { kind: 'question-lapsed', visibility: 'citizen', request },
  });
  return lapsed ? { ok: true } : refuse('not-due');
}

/** Questions that wait although their last day is over. Discovery: spans municipalities. */
export function questionsToLapse(
  database: Database,
  now: Temporal.Instant,
): Promise<{ municipality_id: MunicipalityId; request_id: RequestId; id: StepId }[]> {
  return (
    database
      .selectFrom('step')
      .select(['municipality_id', 'request_id', 'id'])
      // In the statement itself, or its kept plan could not use the index of those that wait.
      .where('state', '=', sql.lit('asked'))
      .where('due_at', '<=', now)
      .limit(100)
      .execute()
  );
}
