import type { MunicipalityId } from '#lib/kernel/ids.ts';
import type { Database } from '#lib/kernel/server/database.ts';
import { hasWords } from './read-desk-mail.ts';

/** How long the words of a mail are kept that became nothing; the mail itself stays in the mailbox, by its owner's rules. */
const kept = {
  aside: Temporal.Duration.from({ hours: 30 * 24 }),
  waiting: Temporal.Duration.from({ hours: 180 * 24 }),
};

/** Sender and words of mails put aside, or that nobody looked at for half a year. That they came stays. */
export async function forgetDeskMail(
  database: Database,
  municipality: MunicipalityId,
  now: Temporal.Instant,
): Promise<void> {
  await database
    .updateTable('mail_in')
    .set((row) => ({
      state: 'aside',
      sender: '',
      subject: '',
      body: '',
      settled_at: row.fn.coalesce('settled_at', row.val(now)),
    }))
    .where('municipality_id', '=', municipality)
    .where(hasWords)
    .where((row) =>
      row.or([
        row.and([row('state', '=', 'aside'), row('settled_at', '<', now.subtract(kept.aside))]),
        row.and([row('state', '=', 'waiting'), row('received_at', '<', now.subtract(kept.waiting))]),
      ]),
    )
    .execute();
}
