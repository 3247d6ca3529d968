import type { Act } from '#lib/kernel/act.ts';
import type { Post } from '#lib/kernel/actor.ts';
import { writeInstant } from '#lib/kernel/clock.ts';
import type { RequestId } from '#lib/kernel/ids.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { dueBy } from '#lib/deadlines/due-by.ts';
import { municipalCalendar } from '#lib/deadlines/municipal-calendar.ts';
import { readMunicipality } from '#lib/municipalities/server/read-municipality.ts';
import { changeSubject } from '#lib/trail/server/subject.ts';
import { canStillReopen } from '../citizen-limits.ts';
import { reopenedState } from '../transitions.ts';
import { lockForAct, lockForCitizen, type NotForAct } from './lock-for-act.ts';

export type ReopenRequest = { request: RequestId; version: number; reason: string };
type Reopened = { ok: true } | NotForAct | Refusal<'changed-meanwhile' | 'read-only'>;

/**
 * Opened again: by its citizen within the days of ../citizen-limits.ts, by staff at any time. In charge of whoever held it,
 * else received. An answer is owed anew, so the request's own term begins again on that day.
 */
export async function reopenRequest(
  tx: Tx<'request' | 'step' | 'office' | 'municipality' | TrailTables>,
  act: Act,
  { request, version, reason }: ReopenRequest,
): Promise<Reopened> {
  const byCitizen = act.actor.kind === 'citizen';
  const guarded = byCitizen
    ? await lockForCitizen(tx, act, request, 'reopen', 'update')
    : await lockForAct(tx, act, request, 'reopen', 'update');
  if (!guarded.ok) return guarded;
  const { current } = guarded;
  const settings = await readMunicipality(tx, act.municipality);
  const late = !current.closedAt || !canStillReopen(current.closedAt, act.at, settings.zone);
  if (byCitizen && late) return refuse('read-only');

  const due = dueBy(current.term, act.at, municipalCalendar(settings));
  const as = postOf(guarded);
  const reopened = await changeSubject(tx, act, 'request', {
    id: request,
    version,
    set: {
      state: reopenedState(current.responsible),
      outcome: null,
      outcome_text: null,
      redirected_to: null,
      closed_at: null,
      reopened_at: act.at,
      due_at: due.dueAt,
      due_date: due.dueDate,
    },
    entry: {
      kind: 'request-reopened',
      visibility: 'citizen',
      request,
      ...(as && { as }),
      detail: { due: writeInstant(due.dueAt), day: due.dueDate?.toString() },
      text: { reason },
    },
  });
  return reopened ? { ok: true } : refuse('changed-meanwhile');
}

function postOf(guarded: object & { as?: Post }): Post | undefined {
  return guarded.as;
}
