import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import type { Clock } from '#lib/kernel/clock.ts';
import { newId, type EntryId, type FileId, type MailId, type MailInId, type RequestId } from '#lib/kernel/ids.ts';
import type { Database, Db } from '#lib/kernel/server/database.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { isReplyToken, type Keys } from '#lib/kernel/server/secrets.ts';
import { photoLimits } from '#lib/files/photo-limits.ts';
import type { FileStore } from '#lib/files/server/file-store.ts';
import { listHeldFiles, removeHeldFile } from '#lib/files/server/held-files.ts';
import { receiveAttachment } from '#lib/files/server/receive-file.ts';
import type { Municipality } from '#lib/municipalities/municipality.ts';
import { listMunicipalities } from '#lib/municipalities/server/read-municipality.ts';
import { lengths } from '#lib/requests/request.ts';
import { secretOf } from '#lib/requests/server/open-by-secret.ts';
import { findRequest } from '#lib/requests/server/read-request.ts';
import type { IncomingMail, WaitingReason } from '../incoming.ts';
import { parseReplyAddress, plainAddress } from '../reply-address.ts';
import { attachReply, type AttachReply } from './attach-reply.ts';
import { markReturned } from './mark-returned.ts';
import { parseIncoming } from './parse-incoming.ts';

export type TakingParts = { database: Database; keys: Keys; files: FileStore; clock: Clock };

/** `nobody`: no municipality here has anything to do with it. `busy`: another reader has it in hand. */
export type Taken = 'settled' | 'nobody' | 'busy';

/** After so many acts that failed half way it is the desk's: one mail shall not stand in the way of all others. */
const patience = 5;

/**
 * One message, whole: kept first, then acted upon in one transaction. Killed anywhere in between and read again, it is found
 * by its digest and goes on from there; settled, it is left alone.
 */
export async function takeIncoming(parts: TakingParts, raw: Buffer): Promise<Taken> {
  const mail = await parseIncoming(raw);
  const found = await findThread(parts, mail);
  if (!found) return 'nobody';
  return whileAlone(parts.database, mail.digest, async () => {
    const kept = await keep(parts, found, mail);
    if (kept.state === 'received') await settle(parts, found, mail, kept);
    return 'settled';
  });
}

type Thread = { municipality: Municipality; request: RequestId | null; mail: { id: MailId; entry: EntryId } | null };

/** By the mail that it answers, by the token in its address, or at least whose address it was sent to. */
async function findThread({ database, keys }: TakingParts, mail: IncomingMail): Promise<Thread | null> {
  const towns = (await listMunicipalities(database)).filter(({ practice }) => !practice);
  const hosts = new Set(mail.about.map((id) => id.slice(id.lastIndexOf('@') + 1, -1).toLowerCase()));
  for (const municipality of towns.filter(({ publicUrl }) => hosts.has(new URL(publicUrl).hostname))) {
    const answered = await mailOf(database, municipality, mail.about);
    if (answered)
      return { municipality, request: answered.request_id, mail: { id: answered.id, entry: answered.entry_id } };
  }
  const addressed = towns.filter(({ mailFrom }) =>
    mail.recipients.some((to) => plainAddress(to) === mailFrom.toLowerCase()),
  );
  for (const municipality of addressed) {
    for (const tag of mail.recipients.map(parseReplyAddress)) {
      const request = tag && (await findRequest(database, municipality.id, tag.reference));
      const secret = request && (await secretOf(database, municipality.id, request));
      if (tag && request && secret && isReplyToken(keys, secret, tag.token))
        return { municipality, request, mail: null };
    }
  }
  const municipality = addressed[0] ?? (towns.length === 1 ? towns[0] : undefined);
  return municipality ? { municipality, request: null, mail: null } : null;
}

function mailOf(db: Db<'mail'>, { id }: Municipality, messageIds: readonly string[]) {
  return db
    .selectFrom('mail')
    .select(['id', 'request_id', 'entry_id'])
    .where('municipality_id', '=', id)
    .where((where) => where('message_id', '=', where.fn.any(where.val(messageIds as string[]))))
    .orderBy('queued_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** One reader at a time for one message, however many workers read the mailbox. */
function whileAlone(database: Database, digest: Buffer, work: () => Promise<Taken>): Promise<Taken> {
  return database.transaction().execute(async (tx) => {
    const key = digest.readBigInt64BE(0).toString();
    const { rows } = await sql<{ alone: boolean }>`select pg_try_advisory_xact_lock(${key}::bigint) as alone`.execute(
      tx,
    );
    return rows[0]?.alone ? work() : 'busy';
  });
}

type Kept = { id: MailInId; state: string; attempts: number };

async function keep(
  { database, clock }: TakingParts,
  { municipality, request, mail: ours }: Thread,
  mail: IncomingMail,
) {
  await database
    .insertInto('mail_in')
    .values({
      municipality_id: municipality.id,
      id: newId<MailInId>(),
      digest: mail.digest,
      state: 'received',
      kind: mail.kind,
      request_id: request,
      mail_id: ours?.id ?? null,
      sender: mail.sender,
      subject: mail.subject,
      body: mail.words.slice(0, lengths.message),
      files: Math.min(mail.files.length, 1000),
      received_at: clock(),
    })
    .onConflict((conflict) => conflict.columns(['municipality_id', 'digest']).doNothing())
    .execute();
  return database
    .updateTable('mail_in')
    .set((row) => ({ attempts: row('attempts', '+', row.val(1)) }))
    .where('municipality_id', '=', municipality.id)
    .where('digest', '=', mail.digest)
    .returning(['id', 'state', 'attempts'])
    .executeTakeFirstOrThrow();
}

async function settle(parts: TakingParts, thread: Thread, mail: IncomingMail, { id, attempts }: Kept): Promise<void> {
  const { database, clock } = parts;
  const { municipality, request } = thread;
  if (mail.kind === 'returned' && thread.mail) {
    const of = { municipality: municipality.id, report: id, mail: thread.mail.id, said: mail.said, now: clock() };
    return database.transaction().execute((tx) => markReturned(tx, of));
  }
  const ours = plainAddress(mail.sender) === municipality.mailFrom.toLowerCase();
  if (mail.kind !== 'reply' || ours) return note(parts, municipality, id);
  const reason = !request
    ? 'unknown-request'
    : attempts > patience
      ? 'refused'
      : await attach(parts, { ...thread, request }, mail, id);
  if (reason) await leaveToDesk(parts, municipality, id, reason);
}

/** Null when it was attached; else why not. Only the address that the request knows speaks for its citizen. */
async function attach(
  parts: TakingParts,
  { municipality, request, mail: ours }: Thread & { request: RequestId },
  mail: IncomingMail,
  id: MailInId,
): Promise<WaitingReason | null> {
  const { database, clock } = parts;
  const citizen = await database
    .selectFrom('request')
    .select(['author_name', 'author_email'])
    .where('municipality_id', '=', municipality.id)
    .where('id', '=', request)
    .executeTakeFirstOrThrow();
  if (mail.sender === '' || citizen.author_email?.toLowerCase() !== mail.sender) return 'other-sender';
  if (mail.words === '' && mail.files.length === 0) return 'no-words';
  if (mail.words.length > lengths.message) return 'too-long';
  const holder = createHash('sha256').update(`mail-in ${id}`).digest();
  const files = await receiveFiles(parts, municipality, mail, holder);
  if (!files) return 'files';

  const door = { database, municipality: municipality.id, clock, origin: 'live' } as const;
  const actor = { kind: 'citizen', municipality: municipality.id, name: citizen.author_name, request } as const;
  const reply: AttachReply = {
    mail: id,
    request,
    text: mail.words,
    files,
    holder: holder.toString('hex'),
    question: mail.words === '' || !ours ? null : await questionOf(database, municipality, ours.entry),
  };
  const answer = await perform(door, actor, null, attachReply, reply);
  if (answer.ok || answer.reason === 'settled') return null;
  return answer.reason === 'wrong-state' || answer.reason === 'files' ? answer.reason : 'refused';
}

/** Through the same judgement as an upload. Null when one of them is not taken: the desk sees to such a mail. */
async function receiveFiles(
  { database, files: store, clock }: TakingParts,
  municipality: Municipality,
  mail: IncomingMail,
  holder: Buffer,
): Promise<FileId[] | null> {
  const of = { municipality: municipality.id, holder };
  // Left by a reader that was killed before its act.
  for (const { id } of await listHeldFiles(database, of)) await removeHeldFile(database, store, { ...of, id });
  const received: FileId[] = [];
  for (const { name, content } of mail.files) {
    const truncated = content.length > photoLimits.bytes;
    const arriving = Object.assign(Readable.from([content], { objectMode: false }), {
      truncated,
      bytesRead: content.length,
    });
    const answer = await receiveAttachment({ ...of, store, database, now: clock() }, { name, content: arriving });
    if (!answer.ok) return null;
    received.push(answer.id);
  }
  return received;
}

/** The question that our mail asked, while it waits for its answer. */
async function questionOf(db: Db<'step' | 'trail_entry'>, { id }: Municipality, entry: EntryId) {
  const row = await db
    .selectFrom('trail_entry')
    .innerJoin('step', (join) =>
      join
        .onRef('step.municipality_id', '=', 'trail_entry.municipality_id')
        .onRef('step.id', '=', 'trail_entry.subject_id' as 'step.id'),
    )
    .select(['step.id as step', 'step.version'])
    .where('trail_entry.municipality_id', '=', id)
    .where('trail_entry.id', '=', entry)
    .where('step.kind', '=', 'question')
    .where('step.state', '=', 'asked')
    .executeTakeFirst();
  return row ?? null;
}

/** What no person wrote: that it came is kept, not what it says; nobody answers it. */
async function note({ database, clock }: TakingParts, municipality: Municipality, id: MailInId): Promise<void> {
  await database
    .updateTable('mail_in')
    .set({ state: 'noted', sender: '', subject: '', body: '', settled_at: clock() })
    .where('municipality_id', '=', municipality.id)
    .where('id', '=', id)
    .where('state', '=', 'received')
    .execute();
}

async function leaveToDesk(
  { database }: TakingParts,
  municipality: Municipality,
  id: MailInId,
  reason: WaitingReason,
): Promise<void> {
  await database
    .updateTable('mail_in')
    .set({ state: 'waiting', reason })
    .where('municipality_id', '=', municipality.id)
    .where('id', '=', id)
    .where('state', '=', 'received')
    .execute();
}
