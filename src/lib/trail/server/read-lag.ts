import type { Database } from '#lib/kernel/server/database.ts';

export type Lag = {
  follower: string;
  /** Entries between the follower and the head, over all municipalities. */
  entries: number;
  /** When the oldest entry that it has not digested was written; null at the head. */
  oldestWaiting: Temporal.Instant | null;
  /** Since when an entry cannot be digested; null while all goes well. */
  failingSince: Temporal.Instant | null;
};

/** How far each follower is behind. Discovery: spans municipalities. */
export async function readLag(database: Database, followers: readonly string[]): Promise<Lag[]> {
  return Promise.all(followers.map((follower) => lagOf(database, follower)));
}

async function lagOf(database: Database, follower: string): Promise<Lag> {
  const rows = await database
    .selectFrom('trail_head as head')
    .leftJoin('trail_cursor as cursor', (join) =>
      join.onRef('cursor.municipality_id', '=', 'head.municipality_id').on('cursor.follower', '=', follower),
    )
    .leftJoin('trail_position as next', (join) =>
      join
        .onRef('next.municipality_id', '=', 'head.municipality_id')
        .on((on) => on('next.position', '=', on(on.fn.coalesce('cursor.position', on.lit(0)), '+', on.lit(1)))),
    )
    .leftJoin('trail_entry as entry', (join) =>
      join.onRef('entry.municipality_id', '=', 'next.municipality_id').onRef('entry.id', '=', 'next.entry_id'),
    )
    .select(['head.position as head', 'cursor.position as at', 'cursor.failing_since', 'entry.recorded_at as waiting'])
    .execute();
  return {
    follower,
    entries: rows.reduce((sum, row) => sum + (row.head - (row.at ?? 0)), 0),
    oldestWaiting: earliest(rows.map((row) => row.waiting)),
    failingSince: earliest(rows.map((row) => row.failing_since)),
  };
}

function earliest(instants: readonly (Temporal.Instant | null)[]): Temporal.Instant | null {
  return instants.filter((instant) => instant !== null).sort((a, b) => Temporal.Instant.compare(a, b))[0] ?? null;
}

/** When the oldest entry that still waits for a position was written; null when none waits. Discovery. */
export async function oldestPending(database: Database): Promise<Temporal.Instant | null> {
  const row = await database
    .selectFrom('trail_pending as pending')
    .innerJoin('trail_entry as entry', (join) =>
      join.onRef('entry.municipality_id', '=', 'pending.municipality_id').onRef('entry.id', '=', 'pending.entry_id'),
    )
    .select('entry.recorded_at')
    .orderBy('pending.seq')
    .limit(1)
    .executeTakeFirst();
  return row?.recorded_at ?? null;
}
