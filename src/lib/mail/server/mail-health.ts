import { sql } from 'kysely';
import type { Db } from '#lib/kernel/server/database.ts';

export type MailHealth = { waiting: number; oldestWaiting: Temporal.Instant | null; refusedLastDay: number };

const cap = 10_000;

/** How the mail of all real municipalities goes. Discovery: spans municipalities. */
export async function mailHealth(db: Db<'mail' | 'municipality'>, now: Temporal.Instant): Promise<MailHealth> {
  const waiting = await db
    .selectFrom((from) =>
      from
        .selectFrom('mail')
        .innerJoin('municipality', 'municipality.municipality_id', 'mail.municipality_id')
        .select('mail.queued_at')
        .where('municipality.practice', '=', false)
        .where('mail.state', 'in', ['waiting', 'sending'])
        .limit(cap)
        .as('waiting'),
    )
    .select([sql<number>`count(*)`.as('count'), sql<Temporal.Instant | null>`min(waiting.queued_at)`.as('oldest')])
    .executeTakeFirstOrThrow();
  // A refused mail's next_at is when it was refused.
  const refused = await db
    .selectFrom('mail')
    .select(sql<number>`count(*)`.as('count'))
    .where('state', 'in', ['refused', 'returned'])
    // An address that a visitor mistyped, or a watch that ended: there is nothing to be seen to.
    .where('recipient', '!=', 'watcher')
    .where('next_at', '>', now.subtract({ hours: 24 }))
    .executeTakeFirstOrThrow();
  return { waiting: waiting.count, oldestWaiting: waiting.oldest, refusedLastDay: refused.count };
}
