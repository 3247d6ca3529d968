import type { Act } from '#lib/kernel/act.ts';
import type { MailInId, RequestId } from '#lib/kernel/ids.ts';
import { may, postFor } from '#lib/kernel/permissions.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { lockRequest } from '#lib/requests/server/lock-request.ts';
import { appendEntry } from '#lib/trail/server/append-entry.ts';
import { hasWords, readsDeskMail } from './read-desk-mail.ts';

export type AttachMail = { mail: MailInId; request: RequestId; readBy: 'citizen' | 'staff' };

/**
 * The desk says what a mail is about: its words go into the request's trail, for the citizen too or for the staff alone. A
 * request in any state takes it: that somebody wrote is a fact.
 */
export async function attachMail(
  tx: Tx<'mail_in' | 'request' | 'step' | 'office' | TrailTables>,
  act: Act,
  { mail, request, readBy }: AttachMail,
): Promise<{ ok: true } | Refusal<'not-allowed' | 'settled'>> {
  const current = await lockRequest(tx, act.municipality, request, 'share');
  if (!current || !may(act.actor, 'attach-mail', current)) return refuse('not-allowed');
  const as = postFor(act.actor, 'attach-mail', current);
  if (!as) return refuse('not-allowed');

  const waiting = await tx
    .selectFrom('mail_in')
    .select(['sender', 'body', 'files'])
    .where('municipality_id', '=', act.municipality)
    .where('id', '=', mail)
    .where('state', '=', 'waiting')
    .forUpdate()
    .executeTakeFirst();
  if (!waiting) return refuse('settled');
  await tx
    .updateTable('mail_in')
    .set({ state: 'attached', request_id: request, sender: '', subject: '', body: '', settled_at: act.at })
    .where('municipality_id', '=', act.municipality)
    .where('id', '=', mail)
    .execute();
  await appendEntry(tx, act, {
    kind: 'mail-attached',
    visibility: readBy,
    request,
    as,
    detail: { files: waiting.files },
    // Whose address it came from is for the staff: it need not be the citizen's.
    text: { message: waiting.body, ...(readBy === 'staff' && { sender: waiting.sender }) },
  });
  return { ok: true };
}

/** Nothing for any request; its words stay for a while, so that it can be taken back. */
export async function putMailAside(
  tx: Tx<'mail_in'>,
  act: Act,
  { mail }: { mail: MailInId },
): Promise<{ ok: true } | Refusal<'not-allowed' | 'settled'>> {
  if (!readsDeskMail(act.actor)) return refuse('not-allowed');
  const put = await tx
    .updateTable('mail_in')
    .set({ state: 'aside', settled_at: act.at })
    .where('municipality_id', '=', act.municipality)
    .where('id', '=', mail)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return put.numUpdatedRows === 1n ? { ok: true } : refuse('settled');
}

export async function takeMailBack(
  tx: Tx<'mail_in'>,
  act: Act,
  { mail }: { mail: MailInId },
): Promise<{ ok: true } | Refusal<'not-allowed' | 'settled'>> {
  if (!readsDeskMail(act.actor)) return refuse('not-allowed');
  const back = await tx
    .updateTable('mail_in')
    .set({ state: 'waiting', settled_at: null })
    .where('municipality_id', '=', act.municipality)
    .where('id', '=', mail)
    .where('state', '=', 'aside')
    .where(hasWords)
    .executeTakeFirst();
  return back.numUpdatedRows === 1n ? { ok: true } : refuse('settled');
}
