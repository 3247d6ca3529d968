import type { Actor } from '#lib/kernel/actor.ts';
import { may, type RequestSubject } from '#lib/kernel/permissions.ts';
import type { Db } from '#lib/kernel/server/database.ts';

/** How public a request is, for its citizen: not at all, by its facts while its words wait or for good, or with words. */
export type Publicity = 'none' | 'facts-waiting' | 'facts' | 'words';

export async function readPublicity(
  db: Db<'public_request'>,
  actor: Actor,
  request: RequestSubject,
): Promise<Publicity> {
  if (!may(actor, 'read', request)) return 'none';
  const row = await db
    .selectFrom('public_request')
    .select(['shown', 'waits', 'title'])
    .where('municipality_id', '=', request.municipality)
    .where('request_id', '=', request.id)
    .executeTakeFirst();
  if (!row?.shown) return 'none';
  if (row.title !== '') return 'words';
  return row.waits ? 'facts-waiting' : 'facts';
}
