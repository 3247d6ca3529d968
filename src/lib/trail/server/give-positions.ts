import { sql } from 'kysely';
import type { MunicipalityId } from '#lib/kernel/ids.ts';
import type { Database, Tx } from '#lib/kernel/server/database.ts';

const batch = 5000;

/** Municipalities with entries that have no position yet. Discovery: the one statement here that spans municipalities. */
export async function municipalitiesWithPending(database: Database): Promise<MunicipalityId[]> {
  const found = await database
    .selectFrom('municipality')
    .select('municipality_id')
    .where((where) =>
      where.exists(
        where
          .selectFrom('trail_pending')
          .select('trail_pending.seq')
          .whereRef('trail_pending.municipality_id', '=', 'municipality.municipality_id'),
      ),
    )
    .execute();
  return found.map((row) => row.municipality_id);
}

/**
 * Gives the next positions of one municipality, in the order of `seq`, and tells followers with one notification. Any number
 * of sequencers may run: the head's row lock lets one work at a time, and a crash leaves a batch whole or undone.
 */
export async function givePositions(
  database: Database,
  municipality: MunicipalityId,
  followers: readonly string[] = [],
): Promise<number> {
  return database.transaction().execute(async (tx) => {
    const head = await tx
      .selectFrom('trail_head')
      .select('position')
      .where('municipality_id', '=', municipality)
      .forUpdate()
      .executeTakeFirst();
    if (!head) {
      await beginLog(tx, municipality, followers);
      return -1;
    }
    const given = await sql<{ position: number }>`
      with taken as (delete from trail_pending where municipality_id = ${municipality} and seq in
             (select seq from trail_pending where municipality_id = ${municipality} order by seq limit ${batch})
             returning seq, entry_id),
           placed as (insert into trail_position (municipality_id, position, entry_id)
             select ${municipality}::smallint, ${head.position}::bigint + row_number() over (order by seq), entry_id from taken
             returning 1)
      update trail_head set position = ${head.position}::bigint + (select count(*) from placed)
      where municipality_id = ${municipality} returning position`.execute(tx);
    const count = (given.rows[0]?.position ?? head.position) - head.position;
    if (count > 0) await sql`select pg_notify('trail', ${String(municipality)})`.execute(tx);
    return count;
  });
}

/** A new municipality's log begins at 0, and with it every follower that runs: none of them misses its first entries. */
async function beginLog(
  tx: Tx<'trail_head' | 'trail_cursor'>,
  municipality: MunicipalityId,
  followers: readonly string[],
): Promise<void> {
  await tx
    .insertInto('trail_head')
    .values({ municipality_id: municipality, position: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  for (const follower of followers) {
    await tx
      .insertInto('trail_cursor')
      .values({ municipality_id: municipality, follower, position: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** One round over everybody who has work; true when there may be more at once. */
export async function givePositionsToAll(database: Database, followers: readonly string[]): Promise<boolean> {
  let more = false;
  for (const municipality of await municipalitiesWithPending(database)) {
    const count = await givePositions(database, municipality, followers);
    more ||= count === batch || count === -1;
  }
  return more;
}
