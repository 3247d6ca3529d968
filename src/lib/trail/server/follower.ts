import type { Origin } from '#lib/kernel/act.ts';
import type { ActId, EntryId, MunicipalityId, RequestId } from '#lib/kernel/ids.ts';
import type { Database, Tx } from '#lib/kernel/server/database.ts';
import type { EntryKind } from '../entry.ts';

/** An entry in its place: what a follower reads. Content is read by who needs it, since it can be erased. */
export type PositionedEntry = {
  readonly position: number;
  readonly id: EntryId;
  readonly act: ActId;
  readonly kind: EntryKind;
  readonly request: RequestId | null;
  readonly subject: string | null;
  readonly visibility: 'citizen' | 'staff';
  readonly at: Temporal.Instant;
  readonly origin: Origin;
};

/** Durable: its cursor moves in the transaction of its effect, so a crash repeats nothing and skips nothing. */
export type Follower = {
  readonly name: string;
  /** Starts at the first entry when it is new; otherwise at the head. */
  readonly rebuildable: boolean;
  digest(tx: Tx, municipality: MunicipalityId, entries: readonly PositionedEntry[]): Promise<void>;
};

const batch = 500;
const longestPause = Temporal.Duration.from({ minutes: 5 });

/** Municipalities in which this follower lies behind the head. Discovery: spans municipalities. */
export async function municipalitiesBehind(
  database: Database,
  follower: string,
  now: Temporal.Instant,
): Promise<MunicipalityId[]> {
  const found = await database
    .selectFrom('trail_head as head')
    .leftJoin('trail_cursor as cursor', (join) =>
      join.onRef('cursor.municipality_id', '=', 'head.municipality_id').on('cursor.follower', '=', follower),
    )
    .select('head.municipality_id')
    .where((where) =>
      where.or([where('cursor.position', 'is', null), where('cursor.position', '<', where.ref('head.position'))]),
    )
    .where((where) => where.or([where('cursor.retry_at', 'is', null), where('cursor.retry_at', '<=', now)]))
    .execute();
  return found.map((row) => row.municipality_id);
}

/**
 * Takes the follower one batch further in one municipality. True when more may wait. What cannot be digested shrinks the
 * batch to that entry, is tried again later and later, and shows on the health page until it goes through.
 */
export async function advance(
  database: Database,
  follower: Follower,
  municipality: MunicipalityId,
  now: Temporal.Instant,
): Promise<boolean> {
  let failures = 0;
  try {
    const moved = await database.transaction().execute(async (tx) => {
      const cursor = await lockCursor(tx, follower, municipality);
      if (!cursor) return null;
      failures = cursor.failures;
      const entries = await nextEntries(tx, municipality, cursor.position, failures > 0 ? 1 : batch);
      const last = entries.at(-1);
      if (!last) return false;
      await follower.digest(tx, municipality, entries);
      await tx
        .updateTable('trail_cursor')
        .set({ position: last.position, failures: 0, failing_since: null, retry_at: null })
        .where('municipality_id', '=', municipality)
        .where('follower', '=', follower.name)
        .execute();
      return failures > 0 || entries.length === batch;
    });
    return moved ?? (await beginCursor(database, follower, municipality));
  } catch (error) {
    await rememberFailure(database, follower, municipality, failures, now);
    // The first failure may be one entry's among many: look again at once, one at a time.
    if (failures === 0) return true;
    throw error;
  }
}

/** The cursor's row for this transaction alone; null while another worker has it, and before there is one. */
async function lockCursor(
  tx: Tx<'trail_cursor'>,
  follower: Follower,
  municipality: MunicipalityId,
): Promise<{ position: number; failures: number } | null> {
  const found = await tx
    .selectFrom('trail_cursor')
    .select(['position', 'failures'])
    .where('municipality_id', '=', municipality)
    .where('follower', '=', follower.name)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return found ?? null;
}

/**
 * The first round of a new follower; true when it was. Commits apart from the effect: a first entry that cannot be digested
 * needs a row that says so.
 */
async function beginCursor(database: Database, follower: Follower, municipality: MunicipalityId): Promise<boolean> {
  const begun = await database
    .insertInto('trail_cursor')
    .columns(['municipality_id', 'follower', 'position'])
    .expression((from) =>
      from
        .selectFrom('trail_head')
        .select((row) => [
          'municipality_id',
          row.val(follower.name).as('follower'),
          follower.rebuildable ? row.lit(0).as('position') : 'position',
        ])
        .where('municipality_id', '=', municipality),
    )
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (begun.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

async function nextEntries(
  tx: Tx<'trail_position' | 'trail_entry'>,
  municipality: MunicipalityId,
  after: number,
  limit: number,
): Promise<PositionedEntry[]> {
  const rows = await tx
    .selectFrom('trail_position as place')
    .innerJoin('trail_entry as entry', (join) =>
      join.onRef('entry.municipality_id', '=', 'place.municipality_id').onRef('entry.id', '=', 'place.entry_id'),
    )
    .select([
      'place.position',
      'entry.id',
      'entry.act_id',
      'entry.kind',
      'entry.request_id',
      'entry.subject_id',
      'entry.visibility',
      'entry.at',
      'entry.origin',
    ])
    .where('place.municipality_id', '=', municipality)
    .where('place.position', '>', after)
    .orderBy('place.position')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    position: row.position,
    id: row.id,
    act: row.act_id,
    kind: row.kind as EntryKind,
    request: row.request_id,
    subject: row.subject_id,
    visibility: row.visibility,
    at: row.at,
    origin: row.origin,
  }));
}

async function rememberFailure(
  database: Database,
  follower: Follower,
  municipality: MunicipalityId,
  failures: number,
  now: Temporal.Instant,
): Promise<void> {
  const pause = Math.min(2 ** failures, longestPause.total('seconds'));
  await database
    .updateTable('trail_cursor')
    .set((row) => ({
      failures: failures + 1,
      failing_since: row.fn.coalesce('failing_since', row.val(now)),
      retry_at: failures === 0 ? null : now.add({ seconds: pause }),
    }))
    .where('municipality_id', '=', municipality)
    .where('follower', '=', follower.name)
    .execute();
}

/** One round of a follower over every municipality where it lies behind. */
export async function advanceEverywhere(
  database: Database,
  follower: Follower,
  now: Temporal.Instant,
  onError: (error: unknown, municipality: MunicipalityId) => void,
): Promise<boolean> {
  let more = false;
  for (const municipality of await municipalitiesBehind(database, follower.name, now)) {
    try {
      if (await advance(database, follower, municipality, now)) more = true;
    } catch (error) {
      onError(error, municipality);
    }
  }
  return more;
}
