import type { MunicipalityId, RequestId } from '#lib/kernel/ids.ts';
import type { Db } from '#lib/kernel/server/database.ts';

export type StepView = Awaited<ReturnType<typeof readSteps>>[number];

/** The steps of a request, in the order they were planned. */
export async function readSteps(db: Db<'step' | 'person'>, municipality: MunicipalityId, request: RequestId) {
  const rows = await db
    .selectFrom('step')
    .innerJoin('person', (join) =>
      join.onRef('person.municipality_id', '=', 'step.municipality_id').onRef('person.id', '=', 'step.holder_id'),
    )
    .select([
      'step.id',
      'step.version',
      'step.kind',
      'step.state',
      'step.planned_date',
      'step.planned_time',
      'step.planned_note',
      'step.findings',
      'step.question',
      'step.answer',
      'step.done_at',
      'person.name as holder',
    ])
    .where('step.municipality_id', '=', municipality)
    .where('step.request_id', '=', request)
    .orderBy('step.planned_date')
    .orderBy('step.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    kind: row.kind,
    state: row.state,
    holder: row.holder,
    /** Of an inspection when it is, of a question the last day for the answer. */
    date: row.planned_date,
    time: row.planned_time,
    note: row.planned_note,
    findings: row.findings,
    question: row.question,
    answer: row.answer,
    doneAt: row.done_at,
  }));
}
