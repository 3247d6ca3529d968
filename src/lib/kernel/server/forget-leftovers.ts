import type { MunicipalityId } from '../ids.ts';
import type { Database } from './database.ts';
import { forgetOldLimits } from './limits.ts';

const kept = {
  formKeys: Temporal.Duration.from({ hours: 30 * 24 }),
  limits: Temporal.Duration.from({ hours: 48 }),
};

/** Used form keys and counted tries, once nobody can come back to them. Drafts and uploads go sooner, by their own slices. */
export async function forgetLeftovers(
  database: Database,
  municipality: MunicipalityId,
  now: Temporal.Instant,
): Promise<void> {
  await database
    .deleteFrom('form_key')
    .where('municipality_id', '=', municipality)
    .where('used_at', '<', now.subtract(kept.formKeys))
    .execute();
  await forgetOldLimits(database, municipality, now.subtract(kept.limits));
}
