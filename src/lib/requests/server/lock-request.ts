import type { MunicipalityId, RequestId, StepId } from '#lib/kernel/ids.ts';
import type { RequestSubject } from '#lib/kernel/permissions.ts';
import type { Db, Tx } from '#lib/kernel/server/database.ts';
import type { RequestState } from '../request.ts';
import { openStepStates } from '../transitions.ts';

type Locked = RequestState & RequestSubject;

/**
 * The request locked for this transaction, with its open steps, or null. `update` before changing the request itself, `share`
 * before opening or moving a step: so that no closed request keeps an open step (docs/TRAIL.md, Steps and closing).
 */
export async function lockRequest(
  tx: Tx<'request' | 'step' | 'office'>,
  municipality: MunicipalityId,
  id: RequestId,
  lock: 'update' | 'share',
): Promise<Locked | null> {
  const query = tx
    .selectFrom('request')
    .innerJoin('office', (join) =>
      join.onRef('office.municipality_id', '=', 'request.municipality_id').onRef('office.id', '=', 'request.office_id'),
    )
    .select([
      'request.id',
      'request.version',
      'request.state',
      'request.category_id',
      'request.office_id',
      'office.sector_id',
      'request.hamlet_id',
      'request.responsible_id',
      'request.received_at',
      'request.reopened_at',
      'request.closed_at',
      'request.outcome',
      'request.term_amount',
      'request.term_unit',
    ])
    .where('request.municipality_id', '=', municipality)
    .where('request.id', '=', id);
  const row = await (lock === 'update' ? query.forUpdate('request') : query.forShare('request')).executeTakeFirst();
  if (!row) return null;
  return {
    municipality,
    id: row.id,
    version: row.version,
    state: row.state,
    category: row.category_id,
    office: row.office_id,
    sector: row.sector_id,
    hamlet: row.hamlet_id,
    responsible: row.responsible_id,
    termFrom: row.reopened_at ?? row.received_at,
    term: { amount: row.term_amount, unit: row.term_unit },
    closedAt: row.closed_at,
    outcome: row.outcome,
    openSteps: await openSteps(tx, municipality, id),
  };
}

/** The request's state without a lock, to choose the lock by; whoever chose wrongly throws LookAgain. */
export async function peekState(
  tx: Db<'request'>,
  municipality: MunicipalityId,
  id: RequestId,
): Promise<RequestState['state'] | null> {
  const row = await tx
    .selectFrom('request')
    .select('state')
    .where('municipality_id', '=', municipality)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.state ?? null;
}

async function openSteps(tx: Tx<'step'>, municipality: MunicipalityId, request: RequestId): Promise<StepId[]> {
  const rows = await tx
    .selectFrom('step')
    .select('id')
    .where('municipality_id', '=', municipality)
    .where('request_id', '=', request)
    .where('state', 'in', openStepStates)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}
