import { SMTPServer } from 'smtp-server';
import { simpleParser } from 'mailparser';

/**
 * A mail server of somebody else's making, in a process of its own (test/smtp-server.ts starts it). What it does with the
 * next message is told by its parent, what it took it tells its parent.
 */
export type SmtpMood =
  | 'accept'
  /** 5xx at RCPT, with words that repeat the address. */
  | 'refuse'
  /** 4xx at RCPT. */
  | 'later'
  /** Takes the message and never answers. */
  | 'hang'
  /** Takes the message and breaks the connection instead of answering. */
  | 'drop';

export type TakenMail = {
  messageId: string;
  inReplyTo: string | null;
  references: string[];
  from: string;
  to: string;
  envelopeTo: string[];
  subject: string;
  text: string;
  html: string;
  attachments: { filename: string; contentType: string }[];
  headers: Record<string, string>;
};

let mood: SmtpMood = 'accept';

const server = new SMTPServer({
  authOptional: true,
  disableReverseLookup: true,
  logger: false,
  closeTimeout: 100,
  onRcptTo({ address }, _session, callback) {
    if (mood === 'refuse') callback(answer(550, `5.1.1 <${address}>: no such user here`));
    else if (mood === 'later') callback(answer(451, '4.3.0 come back later'));
    else callback();
  },
  onData(stream, session, callback) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      void take(
        Buffer.concat(chunks),
        session.envelope.rcptTo.map(({ address }) => address),
      ).then(() => {
        if (mood === 'hang') return;
        if (mood === 'drop') {
          for (const connection of server.connections) (connection as unknown as { close(): void }).close();
          return;
        }
        callback(null, 'queued as ABC123');
      });
    });
  },
});
server.on('error', () => undefined);

process.on('message', (wanted: SmtpMood) => {
  mood = wanted;
  process.send?.({ mood });
});
process.on('disconnect', () => process.exit());

const listening = server.listen(0, '127.0.0.1', () => {
  const address = listening.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : null });
});

async function take(raw: Buffer, envelopeTo: string[]): Promise<void> {
  const mail = await simpleParser(raw);
  const taken: TakenMail = {
    messageId: mail.messageId ?? '',
    inReplyTo: mail.inReplyTo ?? null,
    references: typeof mail.references === 'string' ? [mail.references] : (mail.references ?? []),
    from: mail.from?.text ?? '',
    to: Array.isArray(mail.to) ? '' : (mail.to?.text ?? ''),
    envelopeTo,
    subject: mail.subject ?? '',
    attachments: mail.attachments.map(({ filename = '', contentType }) => ({ filename, contentType })),
    text: mail.text ?? '',
    html: mail.html || '',
    headers: Object.fromEntries(
      mail.headerLines.map(({ key, line }) => [key, line.slice(line.indexOf(':') + 1).trim()]),
    ),
  };
  process.send?.({ taken });
}

function answer(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode });
}
