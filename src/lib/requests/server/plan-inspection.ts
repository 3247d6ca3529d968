import type { Act } from '#lib/kernel/act.ts';
import { newId, type RequestId, type StepId } from '#lib/kernel/ids.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import { LookAgain } from '#lib/kernel/server/perform.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { createSubject } from '#lib/trail/server/subject.ts';
import { lockForAct, type NotForAct } from './lock-for-act.ts';
import { peekState } from './lock-request.ts';
import { takeByName } from './take-in-charge.ts';

export type PlanInspection = {
  request: RequestId;
  /** The request's version that the form was made from: it counts only while nobody holds the request. */
  version: number;
  /** ISO date and time of day in the municipality's zone. */
  date: string;
  time: string | null;
  /** What the citizen should know: «non serve che tu ci sia». */
  note: string | null;
};

/** Planned by whoever will go. The first step on a received request takes it in charge in the same act. */
export async function planInspection(
  tx: Tx<'request' | 'step' | 'office' | TrailTables>,
  act: Act,
  { request, version, date, time, note }: PlanInspection,
): Promise<{ ok: true; step: StepId } | NotForAct | Refusal<'changed-meanwhile' | 'date-past'>> {
  // The lock is chosen by an unlocked look and never upgraded: two upgrades would wait for each other.
  const seen = await peekState(tx, act.municipality, request);
  const lock = seen === 'received' ? 'update' : 'share';
  const guarded = await lockForAct(tx, act, request, 'plan-inspection', lock);
  if (!guarded.ok) return guarded;
  if (guarded.current.state === 'received' && lock === 'share') throw new LookAgain();
  if (act.actor.kind !== 'person') return refuse('not-allowed');

  const plannedDate = Temporal.PlainDate.from(date);
  // The day before, anywhere on earth, is past for everybody; the form knows the municipality's own day.
  if (
    Temporal.PlainDate.compare(plannedDate, act.at.toZonedDateTimeISO('UTC').toPlainDate().subtract({ days: 1 })) < 0
  ) {
    return refuse('date-past');
  }
  const step = newId<StepId>();
  // The plan is written first and so leads the act in timeline and mail; that it was taken in charge stands beside it.
  await createSubject(tx, act, 'step', {
    id: step,
    set: {
      request_id: request,
      kind: 'inspection',
      state: 'planned',
      holder_id: act.actor.person,
      planned_date: plannedDate,
      planned_time: time === null ? null : Temporal.PlainTime.from(time),
      planned_note: note,
    },
    entry: {
      kind: 'inspection-planned',
      visibility: 'citizen',
      request,
      as: guarded.as,
      detail: { date, time: time ?? undefined, holder: act.actor.person },
      ...(note && { text: { note } }),
    },
  });
  if (guarded.current.state === 'received' && (await takeByName(tx, act, request, version, guarded.as)) === null) {
    return refuse('changed-meanwhile');
  }
  return { ok: true, step };
}
