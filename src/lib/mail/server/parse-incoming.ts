import { createHash } from 'node:crypto';
import { simpleParser, type AddressObject, type ParsedMail } from 'mailparser';
import { tidyTyped } from '#lib/kernel/typed-text.ts';
import { isAutomatic, readReport, type IncomingMail } from '../incoming.ts';
import { ownWords } from '../own-words.ts';

/** Larger ones are not fetched: what mail servers take, with room for the pictures' base64. */
export const largestMessage = 40 * 1024 * 1024;

/** Pictures inside the formatted text that are smaller are a signature's. */
const smallestPicture = 20 * 1024;

/** Reads a whole message. Whatever somebody sends, text is all that comes out of it: formatted mail is turned into text. */
export async function parseIncoming(raw: Buffer): Promise<IncomingMail> {
  const mail = await simpleParser(raw, { skipImageLinks: true, skipTextToHtml: true, maxHtmlLengthToParse: 2_000_000 });
  const lines = (name: string) =>
    mail.headerLines.filter(({ key }) => key === name).map(({ line }) => line.slice(line.indexOf(':') + 1).trim());
  const headers = { get: (name: string) => lines(name).join(' ') };
  const subject = oneLine(mail.subject ?? '');
  const report = reportIn(raw, headers.get('content-type'));
  return {
    digest: digestOf(raw, headers),
    sender: addressesOf(mail.from)[0] ?? '',
    recipients: [
      ...new Set([
        ...[mail.to, mail.cc].flat().flatMap(addressesOf),
        ...['delivered-to', 'x-original-to', 'envelope-to'].flatMap(lines).map((text) => text.toLowerCase()),
      ]),
    ],
    about: messageIds(mail, raw, report !== null),
    subject,
    words: tidyTyped(ownWords(mail.text ?? '')),
    files: mail.attachments
      .filter(
        ({ contentType, related, size }) => !contentType.startsWith('message/') && !(related && size < smallestPicture),
      )
      .map(({ filename, content }) => ({ name: filename ?? '', content })),
    kind: report ? report.kind : isAutomatic(headers, subject) ? 'automatic' : 'reply',
    said: report?.said ?? '',
  };
}

/** The fields of a delivery report, which are plain text in the message as it came (RFC 3464, 2.1). */
function reportIn(raw: Buffer, type: string) {
  if (!/^multipart\/report\b/i.test(type)) return null;
  const text = raw.toString('utf8', 0, 200_000);
  const begin = text.search(/^content-type:\s*message\/(?:global-)?delivery-status\b/im);
  return begin < 0 ? null : readReport(text.slice(begin, begin + 20_000));
}

/** Of what its author sent: servers on the way add lines before it, and one message may come by two of them. */
function digestOf(raw: Buffer, headers: { get(name: string): string }): Buffer {
  const head = raw.indexOf('\r\n\r\n');
  const hash = createHash('sha256');
  for (const name of ['message-id', 'from', 'date', 'subject']) hash.update(`${name}\0${headers.get(name)}\0`);
  return hash.update(head < 0 ? raw : raw.subarray(head)).digest();
}

function messageIds(mail: ParsedMail, raw: Buffer, isReport: boolean): string[] {
  const references = mail.references ?? [];
  const answered = [mail.inReplyTo ?? '', ...(typeof references === 'string' ? [references] : references).toReversed()];
  // A report brings the mail that it is about, or its head.
  const body = isReport ? raw.toString('latin1', Math.max(0, raw.indexOf('\r\n\r\n'))) : '';
  const returned = [...body.matchAll(/^(?:X-|Original-)?Message-ID:\s*(<[^<>\s]{1,250}>)/gim)].map(
    ([, id]) => id ?? '',
  );
  const found = [...returned, ...answered].flatMap((text) => text.match(/<[^<>\s]{1,250}>/g) ?? []);
  return [...new Set(found)].slice(0, 50);
}

function addressesOf(field: AddressObject | undefined): string[] {
  return (field?.value ?? []).flatMap(({ address, group }) =>
    [address, ...(group ?? []).map((member) => member.address)].flatMap((one) => (one ? [one.toLowerCase()] : [])),
  );
}

function oneLine(text: string): string {
  return tidyTyped(text.replace(/\s+/g, ' ')).slice(0, 300);
}
