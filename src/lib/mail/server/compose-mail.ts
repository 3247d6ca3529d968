import type { Db } from '#lib/kernel/server/database.ts';
import type { Keys } from '#lib/kernel/server/secrets.ts';
import type { Municipality } from '#lib/municipalities/municipality.ts';
import { writeHtml } from '../write-html.ts';
import { writeLetter } from '../write-letter.ts';
import { writeText } from '../write-text.ts';
import { readFacts, type FactTables, type MailRow } from './read-facts.ts';

export type ComposedMail = {
  from: Mailbox;
  to: Mailbox;
  language: string;
  subject: string;
  text: string;
  html: string;
};
export type Mailbox = { name: string; address: string };

/** The mail in full, or null when there is nobody left to send it to: the address was removed meanwhile. */
export async function composeMail(
  db: Db<FactTables>,
  keys: Keys,
  municipality: Municipality,
  mail: MailRow,
): Promise<ComposedMail | null> {
  const read = await readFacts(db, keys, municipality, mail);
  if (!read?.to) return null;
  const letter = writeLetter(mail.template, read.facts);
  return {
    from: { name: municipality.name, address: municipality.mailFrom },
    to: read.to,
    language: mail.language,
    subject: letter.subject,
    text: writeText(letter),
    html: writeHtml(letter),
  };
}
