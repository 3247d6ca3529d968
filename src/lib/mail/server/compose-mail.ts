import { buffer } from 'node:stream/consumers';
import { writeReference } from '#lib/kernel/reference.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import type { Keys } from '#lib/kernel/server/secrets.ts';
import type { Municipality } from '#lib/municipalities/municipality.ts';
import { acknowledgementOf } from '#lib/requests/server/acknowledgement/acknowledgement-of.ts';
import { writeAcknowledgement } from '#lib/requests/server/acknowledgement/write-acknowledgement.ts';
import type { RequestView } from '#lib/requests/server/read-request.ts';
import type { Letter } from '../letter.ts';
import { linkOf } from '../mail.ts';
import { writeHtml } from '../write-html.ts';
import { writeWatchLetter } from '../templates/watch.ts';
import { writeLetter } from '../write-letter.ts';
import { writeText } from '../write-text.ts';
import type { MailRow } from './mail-row.ts';
import { readFacts, type FactTables, type Replies } from './read-facts.ts';
import { readWatchFacts, type WatchTables } from './read-watch-facts.ts';

export type ComposeTables = FactTables | WatchTables;

export type ComposedMail = {
  from: Mailbox;
  to: Mailbox;
  /** Where the answer shall go, if elsewhere than to `from`. */
  replyTo: string | null;
  language: string;
  subject: string;
  text: string;
  html: string;
  attachments: readonly Attachment[];
};
export type Attachment = { filename: string; content: Buffer; contentType: string };
export type Mailbox = { name: string; address: string };

/**
 * The mail in full, or null when there is nobody left to send it to: the address was removed meanwhile. Where mails are only
 * looked at, whoever it was for, it can still be read.
 */
export async function composeMail(
  db: Db<ComposeTables>,
  keys: Keys,
  municipality: Municipality,
  mail: MailRow,
  { replies, reader = 'reachable' }: { replies: Replies; reader?: 'reachable' | 'whoever' },
): Promise<ComposedMail | null> {
  if (mail.recipient === 'watcher') {
    const read = await readWatchFacts(db, keys, municipality, mail);
    return read && asMail(municipality, read.to, writeWatchLetter(mail.template, read.facts));
  }
  const read = await readFacts(db, keys, municipality, mail, replies);
  const to = read?.to ?? (reader === 'whoever' ? { name: '', address: '' } : null);
  if (!read || !to) return null;
  // The words that the link needs were erased meanwhile.
  if (linkOf[mail.template] && read.facts.links.act === null) return null;
  const letter = writeLetter(mail.template, read.facts);
  return {
    ...asMail(municipality, to, letter),
    replyTo: read.replyTo,
    attachments: mail.template === 'confirmation' ? [await receiptOf(municipality, read.request, read.files)] : [],
  };
}

function asMail(municipality: Municipality, to: Mailbox, letter: Letter): ComposedMail {
  return {
    from: { name: municipality.name, address: municipality.mailFrom },
    to,
    replyTo: null,
    language: letter.locale,
    subject: letter.subject,
    text: writeText(letter),
    html: writeHtml(letter),
    attachments: [],
  };
}

/** The acknowledgement itself: who has trouble with links has it all the same. A few kilobytes. */
async function receiptOf(municipality: Municipality, request: RequestView, files: number): Promise<Attachment> {
  const pdf = writeAcknowledgement(acknowledgementOf(request, municipality, files));
  const filename = `ricevuta-${writeReference(request.reference)}.pdf`;
  return { filename, content: await buffer(pdf), contentType: 'application/pdf' };
}
