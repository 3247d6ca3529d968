import type { Actor } from '#lib/kernel/actor.ts';
import type { MunicipalityId, WatchId } from '#lib/kernel/ids.ts';
import type { Reference } from '#lib/kernel/reference.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import { isWatchToken, type Keys } from '#lib/kernel/server/secrets.ts';
import type { WatchLink } from '../watch-link.ts';
import { timeToConfirm } from '../watch.ts';

export type OpenedWatch = {
  actor: Extract<Actor, { kind: 'citizen' }>;
  watch: WatchId;
  reference: Reference;
  email: string;
  confirmed: boolean;
};

/** The watch of a mailed link; null when it is wrong, when it has ended, and when it was not confirmed in time. */
export async function openWatch(
  db: Db<'watch' | 'request'>,
  keys: Keys,
  { municipality, link, now }: { municipality: MunicipalityId; link: WatchLink; now: Temporal.Instant },
): Promise<OpenedWatch | null> {
  const { watch, token } = link;
  const row = await db
    .selectFrom('watch')
    .innerJoin('request', (join) =>
      join.onRef('request.municipality_id', '=', 'watch.municipality_id').onRef('request.id', '=', 'watch.request_id'),
    )
    .select([
      'watch.email',
      'watch.key_id',
      'watch.asked_at',
      'watch.confirmed_at',
      'request.series',
      'request.year',
      'request.number',
    ])
    .where('watch.municipality_id', '=', municipality)
    .where('watch.id', '=', watch)
    .executeTakeFirst();
  if (!row || !isWatchToken(keys, { municipality, watch, keyId: row.key_id }, token)) return null;
  const confirmed = row.confirmed_at !== null;
  if (!confirmed && Temporal.Instant.compare(now, row.asked_at.add(timeToConfirm)) >= 0) return null;
  const { series, year, number, email } = row;
  return {
    actor: { kind: 'citizen', municipality, name: '', request: null, watch },
    watch,
    reference: { series, year, number },
    email,
    confirmed,
  };
}
