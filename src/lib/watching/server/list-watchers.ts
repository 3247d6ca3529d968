import type { Actor } from '#lib/kernel/actor.ts';
import type { ActId, MunicipalityId, RequestId, WatchId } from '#lib/kernel/ids.ts';
import { may, type RequestSubject } from '#lib/kernel/permissions.ts';
import { writeReference, type Reference } from '#lib/kernel/reference.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import type { Language } from '#lib/categories/category.ts';
import { selectPublic, type PublicTables } from '#lib/publication/server/select-public.ts';

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

/** How many watch each of these, as everybody may know: by number, and none of what is not public. */
export async function countWatchers(
  db: Db<'watch' | PublicTables>,
  municipality: MunicipalityId,
  references: readonly Reference[],
): Promise<ReadonlyMap<string, number>> {
  if (references.length === 0) return new Map();
  const shown = await selectPublic(db, municipality)
    .select(['public_request.request_id', 'public_request.series', 'public_request.year', 'public_request.number'])
    .where((row) =>
      row.or(
        references.map(({ series, year, number }) =>
          row.and([
            row('public_request.series', '=', series),
            row('public_request.year', '=', year),
            row('public_request.number', '=', number),
          ]),
        ),
      ),
    )
    .execute();
  const counted = await db
    .selectFrom('watch')
    .select((row) => ['request_id', row.cast<number>(row.fn.countAll(), 'integer').as('count')])
    .where('municipality_id', '=', municipality)
    .where((where) => where('request_id', '=', where.fn.any(where.val(shown.map(({ request_id }) => request_id)))))
    .where('confirmed_at', 'is not', null)
    .groupBy('request_id')
    .execute();
  const counts = new Map(counted.map(({ request_id, count }) => [request_id, count]));
  return new Map(
    shown.map(({ request_id, series, year, number }) => [
      writeReference({ series: series as Reference['series'], year, number }),
      counts.get(request_id) ?? 0,
    ]),
  );
}

/** The same for whoever works on the request, also while it is not public. Who they are nobody reads. */
export async function countWatchersFor(db: Db<'watch'>, actor: Actor, request: RequestSubject): Promise<number> {
  if (!may(actor, 'read', request)) return 0;
  const { count } = await db
    .selectFrom('watch')
    .select((row) => row.cast<number>(row.fn.countAll(), 'integer').as('count'))
    .where('municipality_id', '=', request.municipality)
    .where('request_id', '=', request.id)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirstOrThrow();
  return count;
}
