import type { MunicipalityId } from '#lib/kernel/ids.ts';
import type { Database } from '#lib/kernel/server/database.ts';
import { keptAfterClosing, timeToConfirm } from '../watch.ts';

/** Addresses that never said yes, and those of requests that were closed some time ago. */
export async function forgetWatches(
  database: Database,
  municipality: MunicipalityId,
  now: Temporal.Instant,
): Promise<void> {
  await database
    .deleteFrom('watch')
    .where('municipality_id', '=', municipality)
    .where((row) =>
      row.or([
        row.and([row('confirmed_at', 'is', null), row('asked_at', '<', now.subtract(timeToConfirm))]),
        row.exists(
          row
            .selectFrom('request')
            .select('request.id')
            .whereRef('request.municipality_id', '=', 'watch.municipality_id')
            .whereRef('request.id', '=', 'watch.request_id')
            .where('request.closed_at', '<', now.subtract(keptAfterClosing)),
        ),
      ]),
    )
    .execute();
}
