import { sql } from 'kysely';
import type { Act } from '#lib/kernel/act.ts';
import type { MailId, RequestId } from '#lib/kernel/ids.ts';
import { may, postFor } from '#lib/kernel/permissions.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { lockRequest } from '#lib/requests/server/lock-request.ts';
import { appendEntry } from '#lib/trail/server/append-entry.ts';

export type ResendMail = { request: RequestId; mail: MailId };

/** Puts a refused or returned mail back: it goes to the address that the request has now. The follower enqueues it. */
export async function resendMail(
  tx: Tx<'mail' | 'request' | 'step' | 'office' | TrailTables>,
  act: Act,
  { request, mail }: ResendMail,
): Promise<{ ok: true } | Refusal<'not-allowed' | 'not-refused'>> {
  const current = await lockRequest(tx, act.municipality, request, 'share');
  if (!current || !may(act.actor, 'resend-mail', current)) return refuse('not-allowed');
  const as = postFor(act.actor, 'resend-mail', current);
  if (!as) return refuse('not-allowed');

  const put = await tx
    .updateTable('mail')
    // The queue lives by the machine's time, whatever the municipality's clock says.
    .set({ state: 'waiting', attempts: 0, answer: null, sent_at: null, next_at: sql<Temporal.Instant>`now()` })
    .where('municipality_id', '=', act.municipality)
    .where('id', '=', mail)
    .where('request_id', '=', request)
    .where('recipient', '!=', 'watcher')
    .where('state', 'in', ['refused', 'returned'])
    .executeTakeFirst();
  if (put.numUpdatedRows === 0n) return refuse('not-refused');
  await appendEntry(tx, act, { kind: 'mail-resent', visibility: 'staff', request, as, detail: { mail } });
  return { ok: true };
}
