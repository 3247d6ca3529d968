import type { MailId, MailInId, MunicipalityId } from '#lib/kernel/ids.ts';
import type { Tx } from '#lib/kernel/server/database.ts';
import { redactAnswer } from '../mail.ts';

type Returned = { municipality: MunicipalityId; report: MailInId; mail: MailId; said: string; now: Temporal.Instant };

/** A server gave up on a mail that had left: the desk sees its words beside the mail, as of one that was refused at once. */
export async function markReturned(tx: Tx<'mail' | 'mail_in'>, of: Returned): Promise<void> {
  await tx
    .updateTable('mail')
    .set({ state: 'returned', answer: redactAnswer(of.said), next_at: of.now })
    .where('municipality_id', '=', of.municipality)
    .where('id', '=', of.mail)
    .where('state', '=', 'sent')
    .execute();
  await tx
    .updateTable('mail_in')
    .set({ state: 'noted', sender: '', subject: '', body: '', settled_at: of.now })
    .where('municipality_id', '=', of.municipality)
    .where('id', '=', of.report)
    .where('state', '=', 'received')
    .execute();
}
