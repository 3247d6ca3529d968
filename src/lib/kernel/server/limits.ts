import { sql } from 'kysely';
import type { MunicipalityId } from '../ids.ts';
import type { Database } from './database.ts';

export type Limit = { readonly uses: number; readonly per: Temporal.Duration };

/**
 * Counts one use and says whether it is within the limit, for all processes together. Commits apart from any act, so that
 * a refused act counts too. `bucket` is a keyed digest (`blind`): no address is kept.
 */
export async function withinLimit(
  database: Database,
  {
    municipality,
    bucket,
    limit,
    now,
  }: { municipality: MunicipalityId; bucket: Buffer; limit: Limit; now: Temporal.Instant },
): Promise<boolean> {
  const counted = await database
    .insertInto('rate_limit')
    .values({ municipality_id: municipality, bucket, window_start: windowStart(limit, now), uses: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['municipality_id', 'bucket', 'window_start'])
        .doUpdateSet({ uses: sql<number>`rate_limit.uses + 1` })
        .where('rate_limit.municipality_id', '=', municipality),
    )
    .returning('uses')
    .executeTakeFirstOrThrow();
  return counted.uses <= limit.uses;
}

/** Whether the limit is used up already, without counting. */
export async function isLimited(
  database: Database,
  {
    municipality,
    bucket,
    limit,
    now,
  }: { municipality: MunicipalityId; bucket: Buffer; limit: Limit; now: Temporal.Instant },
): Promise<boolean> {
  const counted = await database
    .selectFrom('rate_limit')
    .select('uses')
    .where('municipality_id', '=', municipality)
    .where('bucket', '=', bucket)
    .where('window_start', '=', windowStart(limit, now))
    .executeTakeFirst();
  return (counted?.uses ?? 0) >= limit.uses;
}

/** Windows that nobody asks about any more. */
export async function forgetOldLimits(
  database: Database,
  municipality: MunicipalityId,
  before: Temporal.Instant,
): Promise<void> {
  await database
    .deleteFrom('rate_limit')
    .where('municipality_id', '=', municipality)
    .where('window_start', '<', before)
    .execute();
}

function windowStart(limit: Limit, now: Temporal.Instant): Temporal.Instant {
  const length = limit.per.total({ unit: 'milliseconds' });
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(now.epochMilliseconds / length) * length);
}
