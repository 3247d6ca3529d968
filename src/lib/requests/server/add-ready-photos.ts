import type { Act } from '#lib/kernel/act.ts';
import type { MunicipalityId, RequestId } from '#lib/kernel/ids.ts';
import { mayAddReadyPhotos } from '#lib/kernel/permissions.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { Database, TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { appendEntry } from '#lib/trail/server/append-entry.ts';

export type AddReadyPhotos = { request: RequestId };

/** Photos that were still waiting to be decoded when they were sent: the clock appends them once they are ready. */
export async function addReadyPhotos(
  tx: Tx<'file' | TrailTables>,
  act: Act,
  { request }: AddReadyPhotos,
): Promise<{ ok: true } | Refusal<'not-allowed' | 'nothing-ready'>> {
  if (!mayAddReadyPhotos(act.actor)) return refuse('not-allowed');
  const ready = await tx
    .selectFrom('file')
    .select(['id', 'name', 'sha256'])
    .where('municipality_id', '=', act.municipality)
    .where('request_id', '=', request)
    .where('state', '=', 'ready')
    .where('entry_id', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .forUpdate()
    .execute();
  if (ready.length === 0) return refuse('nothing-ready');
  const entry = await appendEntry(tx, act, {
    kind: 'photos-added',
    visibility: 'citizen',
    request,
    detail: { count: ready.length },
    text: { files: ready.map(({ id, name, sha256 }) => ({ id, name, sha256: sha256?.toString('hex') ?? '' })) },
  });
  await tx
    .updateTable('file')
    .set({ entry_id: entry })
    .where('municipality_id', '=', act.municipality)
    .where((row) => row('id', '=', row.fn.any(row.val(ready.map(({ id }) => id)))))
    .execute();
  return { ok: true };
}

/** Where photos wait for their entry. Discovery: spans municipalities. */
export function requestsWithReadyPhotos(
  database: Database,
): Promise<{ municipality_id: MunicipalityId; request_id: RequestId | null }[]> {
  return database
    .selectFrom('file')
    .select(['municipality_id', 'request_id'])
    .distinct()
    .where('state', '=', 'ready')
    .where('request_id', 'is not', null)
    .where('entry_id', 'is', null)
    .limit(100)
    .execute();
}
