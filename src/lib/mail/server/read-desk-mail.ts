import { sql, type ExpressionBuilder } from 'kysely';
import type { Actor } from '#lib/kernel/actor.ts';
import type { MailInId } from '#lib/kernel/ids.ts';
import { scopeOf } from '#lib/kernel/permissions.ts';
import type { Reference } from '#lib/kernel/reference.ts';
import type { DB } from '#lib/kernel/server/database-types.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import { countCap } from '#lib/requests/server/list-inbox.ts';
import type { WaitingReason } from '../incoming.ts';

/** A page's worth; whoever has settled these sees the next ones. */
const pageful = 200;

/** A mail that waits for the desk, or that it put aside. */
export type DeskMail = {
  id: MailInId;
  sender: string;
  subject: string;
  words: string;
  /** How many files came with it: they are in the mailbox, not here. */
  files: number;
  reason: WaitingReason;
  receivedAt: Temporal.Instant;
  /** The request that its thread or address names. */
  request: { reference: Reference; title: string } | null;
};

/** A mail that waits may be about any request: only who works on all of them reads it. */
export function readsDeskMail(actor: Actor): boolean {
  return scopeOf(actor, 'attach-mail') === 'everywhere';
}

/** Whether a mail still says something: its words are forgotten, that it came is not. */
export function hasWords(row: ExpressionBuilder<DB, 'mail_in'>) {
  return row.or([row('mail_in.sender', '!=', ''), row('mail_in.body', '!=', '')]);
}

/** How many mails wait, up to the cap; null for who does not read them. */
export async function countDeskMail(db: Db<'mail_in'>, actor: Actor): Promise<number | null> {
  if (!readsDeskMail(actor)) return null;
  const { count } = await db
    .selectFrom(
      db
        .selectFrom('mail_in')
        .select('id')
        .where('municipality_id', '=', actor.municipality)
        .where('state', '=', sql.lit('waiting'))
        .limit(sql.lit(countCap + 1))
        .as('capped'),
    )
    .select((row) => row.cast<number>(row.fn.countAll(), 'integer').as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** Those that wait, oldest first; or those put aside, newest first, for as long as their words are kept. Null for who reads none. */
export async function readDeskMail(
  db: Db<'mail_in' | 'request'>,
  actor: Actor,
  state: 'waiting' | 'aside',
): Promise<DeskMail[] | null> {
  if (!readsDeskMail(actor)) return null;
  const rows = await db
    .selectFrom('mail_in')
    .leftJoin('request', (join) =>
      join
        .onRef('request.municipality_id', '=', 'mail_in.municipality_id')
        .onRef('request.id', '=', 'mail_in.request_id'),
    )
    .select([
      'mail_in.id',
      'mail_in.sender',
      'mail_in.subject',
      'mail_in.body',
      'mail_in.files',
      'mail_in.reason',
      'mail_in.received_at',
      'request.series',
      'request.year',
      'request.number',
      'request.title',
    ])
    .where('mail_in.municipality_id', '=', actor.municipality)
    .where('mail_in.state', '=', sql.lit(state))
    // Put aside and forgotten: nothing is left to look at.
    .$if(state === 'aside', (query) => query.where(hasWords))
    .orderBy('mail_in.received_at', state === 'waiting' ? 'asc' : 'desc')
    .orderBy('mail_in.id')
    .limit(pageful)
    .execute();
  return rows.map(({ series, year, number, title, ...row }) => ({
    id: row.id,
    sender: row.sender,
    subject: row.subject,
    words: row.body,
    files: row.files,
    reason: (row.reason ?? 'refused') as WaitingReason,
    receivedAt: row.received_at,
    request:
      series === null || year === null || number === null || title === null
        ? null
        : { reference: { series, year, number }, title },
  }));
}
