import type { Act } from '#lib/kernel/act.ts';
import { writeInstant } from '#lib/kernel/clock.ts';
import type { RequestId } from '#lib/kernel/ids.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { termOf } from '#lib/categories/term-of.ts';
import { dueBy } from '#lib/deadlines/due-by.ts';
import { municipalCalendar } from '#lib/deadlines/municipal-calendar.ts';
import { changeSubject } from '#lib/trail/server/subject.ts';
import { lockForAct, type NotForAct } from './lock-for-act.ts';

export type ChangeDanger = {
  request: RequestId;
  version: number;
  danger: boolean;
  /** Why: the citizen reads it too. */
  reason: string;
};

/** Marks a request as a danger, or says that it is none. The term is counted anew, from receipt or reopening. */
export async function changeDanger(
  tx: Tx<'request' | 'step' | 'office' | 'category' | 'municipality' | TrailTables>,
  act: Act,
  { request, version, danger, reason }: ChangeDanger,
): Promise<{ ok: true } | NotForAct | Refusal<'changed-meanwhile'>> {
  const guarded = await lockForAct(tx, act, request, 'change-danger', 'update');
  if (!guarded.ok) return guarded;
  const ground = await readGround(tx, act, request);
  // Somebody else has just done the same: both versions are shown.
  if (ground.danger === danger) return refuse('changed-meanwhile');

  const term = termOf(ground, danger);
  const calendar = municipalCalendar({
    zone: ground.zone,
    patronDay: ground.patron_day,
    closingDays: ground.closing_days,
  });
  const due = dueBy(term, ground.reopened_at ?? ground.received_at, calendar);
  const changed = await changeSubject(tx, act, 'request', {
    id: request,
    version,
    set: { danger, due_at: due.dueAt, due_date: due.dueDate, term_amount: term.amount, term_unit: term.unit },
    entry: {
      kind: danger ? 'danger-set' : 'danger-lifted',
      visibility: 'citizen',
      request,
      as: guarded.as,
      detail: { danger, due: writeInstant(due.dueAt) },
      text: { reason },
    },
  });
  return changed ? { ok: true } : refuse('changed-meanwhile');
}

/** The request is locked; category and calendar are those of today. */
function readGround(tx: Tx<'request' | 'category' | 'municipality'>, act: Act, request: RequestId) {
  return tx
    .selectFrom('request')
    .innerJoin('category', (join) =>
      join
        .onRef('category.municipality_id', '=', 'request.municipality_id')
        .onRef('category.id', '=', 'request.category_id'),
    )
    .innerJoin('municipality', 'municipality.municipality_id', 'request.municipality_id')
    .select([
      'request.danger',
      'request.received_at',
      'request.reopened_at',
      'category.term_amount',
      'category.term_unit',
      'category.danger_hours',
      'municipality.zone',
      'municipality.patron_day',
      'municipality.closing_days',
    ])
    .where('request.municipality_id', '=', act.municipality)
    .where('request.id', '=', request)
    .executeTakeFirstOrThrow();
}
