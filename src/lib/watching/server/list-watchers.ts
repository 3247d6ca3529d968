import type { Actor } from '#lib/kernel/actor.ts';
import type { ActId, MunicipalityId, RequestId, WatchId } from '#lib/kernel/ids.ts';
import { may, type RequestSubject } from '#lib/kernel/permissions.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import type { Language } from '#lib/categories/category.ts';

export type Watcher = { watch: WatchId; request: RequestId; language: Language };

/** Who has said yes, for each of these requests, and since when. */
export async function listWatchers(
  db: Db<'watch'>,
  municipality: MunicipalityId,
  requests: readonly RequestId[],
): Promise<(Watcher & { since: Temporal.Instant })[]> {
  const rows = await db
    .selectFrom('watch')
    .select(['id', 'request_id', 'language', 'confirmed_at'])
    .where('municipality_id', '=', municipality)
    .where((where) => where('request_id', '=', where.fn.any(where.val([...requests]))))
    .where('confirmed_at', 'is not', null)
    .execute();
  return rows.flatMap(({ id, request_id, language, confirmed_at }) =>
    confirmed_at ? [{ watch: id, request: request_id, language, since: confirmed_at }] : [],
  );
}

/** Whom these acts asked for. */
export async function listAsked(
  db: Db<'watch'>,
  municipality: MunicipalityId,
  acts: readonly ActId[],
): Promise<(Watcher & { act: ActId })[]> {
  const rows = await db
    .selectFrom('watch')
    .select(['id', 'request_id', 'language', 'asked_act'])
    .where('municipality_id', '=', municipality)
    .where((where) => where('asked_act', '=', where.fn.any(where.val([...acts]))))
    .execute();
  return rows.map(({ id, request_id, language, asked_act }) => ({
    watch: id,
    request: request_id,
    language,
    act: asked_act,
  }));
}

/** How many watch each of these public requests; those that nobody watches are left out. */
export async function countWatchers(
  db: Db<'watch'>,
  municipality: MunicipalityId,
  requests: readonly RequestId[],
): Promise<ReadonlyMap<RequestId, number>> {
  const rows = await db
    .selectFrom('watch')
    .select((row) => ['request_id', row.cast<number>(row.fn.countAll(), 'integer').as('count')])
    .where('municipality_id', '=', municipality)
    .where((where) => where('request_id', '=', where.fn.any(where.val([...requests]))))
    .where('confirmed_at', 'is not', null)
    .groupBy('request_id')
    .execute();
  return new Map(rows.map(({ request_id, count }) => [request_id, count]));
}

/** The same for whoever works on the request, also while it is not public. Who they are nobody reads. */
export async function countWatchersFor(db: Db<'watch'>, actor: Actor, request: RequestSubject): Promise<number> {
  if (!may(actor, 'read', request)) return 0;
  return (await countWatchers(db, request.municipality, [request.id])).get(request.id) ?? 0;
}
