import type { Updateable } from 'kysely';
import type { Act } from '#lib/kernel/act.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import type { DB } from '#lib/kernel/server/database-types.ts';
import type { NewEntry } from '#lib/trail/server/append-entry.ts';
import { changeSubject } from '#lib/trail/server/subject.ts';
import type { OwnRequest } from './lock-own-request.ts';

/** Changes what `lockOwnRequest` has locked; the citizen reads that it happened. */
export async function changeOwnRequest(
  tx: Tx<'request' | TrailTables>,
  act: Act,
  { id, version }: OwnRequest,
  set: Updateable<DB['request']>,
  entry: Pick<NewEntry, 'kind' | 'as' | 'detail' | 'text'>,
): Promise<void> {
  const changed = await changeSubject(tx, act, 'request', {
    id,
    version,
    set,
    entry: { ...entry, visibility: 'citizen', request: id },
  });
  if (!changed) throw new Error('a request moved although it was locked');
}
