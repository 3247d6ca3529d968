import type { MailId, MunicipalityId } from '#lib/kernel/ids.ts';
import { addJobs } from '#lib/kernel/server/add-jobs.ts';
import type { Database, Db, Tx } from '#lib/kernel/server/database.ts';
import type { Keys } from '#lib/kernel/server/secrets.ts';
import type { Municipality } from '#lib/municipalities/municipality.ts';
import { readMunicipality } from '#lib/municipalities/server/read-municipality.ts';
import { pauseAfter, type Failure } from '../mail.ts';
import { composeMail } from './compose-mail.ts';
import { sendMailTask } from './mail-follower.ts';
import type { Delivery, Mailer, OutgoingMail } from './mailer.ts';
import { mailRowColumns, toMailRow, type MailRow, type WatcherMail } from './mail-row.ts';
import type { Replies } from './read-facts.ts';

export type SendMail = { municipality: MunicipalityId; mail: MailId };

export type SendingParts = {
  database: Database;
  keys: Keys;
  /** Null while no server is set: mail waits. */
  mailer: Mailer | null;
  replies: Replies;
  now: Temporal.Instant;
  signal: AbortSignal;
};

/**
 * One mail, once: its row is locked while it is on the way, so a second worker passes by. `sending` without a lock is left by a
 * killed worker: it goes again, with the same Message-ID (docs/TRAIL.md, Followers).
 */
export async function sendMail(
  { database, keys, mailer, replies, now, signal }: SendingParts,
  of: SendMail,
): Promise<void> {
  const municipality = await readMunicipality(database, of.municipality);
  if (municipality.practice) return keepInside(database, of, now);
  if (!mailer || signal.aborted) return;
  const mail = await begin(database, of);
  if (!mail) return;
  const letter = await compose(database, keys, municipality, mail, replies);
  await database.transaction().execute(async (tx) => {
    if (!(await holds(tx, of, mail.attempts))) return;
    const delivery = letter ? await mailer.deliver(letter, signal) : nobodyToSendTo;
    await settle(tx, of, mail.attempts, delivery, now);
  });
}

/** The address was removed meanwhile. */
const nobodyToSendTo: Delivery = { kind: 'refused', answer: 'no-address' satisfies Failure };

/** A practice municipality's mail is read at /posta and never leaves. */
async function keepInside(database: Database, { municipality, mail }: SendMail, now: Temporal.Instant): Promise<void> {
  await database
    .updateTable('mail')
    .set({ state: 'sent', sent_at: now, answer: null })
    .where('municipality_id', '=', municipality)
    .where('id', '=', mail)
    .where('state', 'in', ['waiting', 'sending'])
    .execute();
}

type Begun = MailRow & { messageId: string; attempts: number };

/** Marks the attempt and commits it, so that everybody sees it under way; null when it is another's, or over. */
function begin(database: Database, { municipality, mail }: SendMail): Promise<Begun | null> {
  return database.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('mail')
      .select([...mailRowColumns, 'message_id', 'attempts'])
      .where('municipality_id', '=', municipality)
      .where('id', '=', mail)
      .where('state', 'in', ['waiting', 'sending'])
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (!row) return null;
    const attempts = row.attempts + 1;
    await tx
      .updateTable('mail')
      .set({ state: 'sending', attempts })
      .where('municipality_id', '=', municipality)
      .where('id', '=', mail)
      .execute();
    return { ...toMailRow(row), messageId: row.message_id, attempts };
  });
}

/** True when this attempt is still ours, locked until the transaction ends. */
async function holds(tx: Tx<'mail'>, { municipality, mail }: SendMail, attempts: number): Promise<boolean> {
  const row = await tx
    .selectFrom('mail')
    .select('id')
    .where('municipality_id', '=', municipality)
    .where('id', '=', mail)
    .where('state', '=', 'sending')
    .where('attempts', '=', attempts)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row !== undefined;
}

/** The mail as it goes out, or null when there is nobody to send it to. */
async function compose(
  database: Database,
  keys: Keys,
  municipality: Municipality,
  mail: Begun,
  replies: Replies,
): Promise<OutgoingMail | null> {
  const composed = await composeMail(database, keys, municipality, mail, { replies });
  if (!composed) return null;
  const first = await firstOf(database, municipality.id, mail);
  return { ...composed, messageId: mail.messageId, answers: first === mail.messageId ? null : first };
}

/** The Message-ID of the first mail to the same reader about the same request: the confirmation, where there was one. */
async function firstOf(db: Db<'mail'>, municipality: MunicipalityId, mail: Begun): Promise<string> {
  const { message_id } = await db
    .selectFrom('mail')
    .select('message_id')
    .where('municipality_id', '=', municipality)
    .where('request_id', '=', mail.request)
    .where('recipient', '=', mail.recipient)
    .$if(mail.recipient === 'watcher', (query) => query.where('watch_id', '=', (mail as WatcherMail).watch))
    .orderBy('queued_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow();
  return message_id;
}

async function settle(
  tx: Tx,
  of: SendMail,
  attempts: number,
  { kind, answer }: Delivery,
  now: Temporal.Instant,
): Promise<void> {
  const pause = kind === 'later' ? pauseAfter(attempts) : null;
  const next = pause ? now.add(pause) : now;
  await tx
    .updateTable('mail')
    .set({
      state: pause ? 'waiting' : kind === 'sent' ? 'sent' : 'refused',
      sent_at: kind === 'sent' ? now : null,
      answer,
      next_at: next,
    })
    .where('municipality_id', '=', of.municipality)
    .where('id', '=', of.mail)
    .execute();
  if (pause) await addJobs(tx, sendMailTask, [{ key: of.mail, payload: of, runAt: next }]);
}
