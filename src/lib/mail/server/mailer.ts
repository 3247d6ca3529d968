import nodemailer, { type SMTPPoolOptions } from 'nodemailer';
import { redactAnswer, type Failure } from '../mail.ts';
import type { ComposedMail } from './compose-mail.ts';

/** Sent; refused for good; or not now: the same mail may go later. `answer` is the server's, or a `Failure`. */
export type Delivery = { kind: 'sent' | 'refused' | 'later'; answer: string };

export type OutgoingMail = ComposedMail & {
  messageId: string;
  /** The first mail to this reader about the request: mail programs show them as one conversation. */
  answers: string | null;
};

export type Mailer = {
  deliver(mail: OutgoingMail, signal: AbortSignal): Promise<Delivery>;
  close(): void;
};

/** Milliseconds. All together stay below the minute that the database lets a transaction wait. */
export type MailerTimeouts = { connect: number; greeting: number; silence: number; total: number };
const usual: MailerTimeouts = { connect: 10_000, greeting: 10_000, silence: 20_000, total: 40_000 };

/** A few connections to the one server, kept and used again. */
export function openMailer(url: string, timeouts: MailerTimeouts = usual): Mailer {
  const options: SMTPPoolOptions & { pool: true } = {
    ...serverOf(new URL(url)),
    pool: true,
    maxConnections: 3,
    // A message whose connection broke may have arrived: whether it goes again is decided by its row, not in here.
    maxRequeues: 0,
    connectionTimeout: timeouts.connect,
    dnsTimeout: timeouts.connect,
    greetingTimeout: timeouts.greeting,
    socketTimeout: timeouts.silence,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  const transport = nodemailer.createTransport(options);
  // A connection that breaks while idle is replaced at its next use.
  transport.on('error', () => undefined);
  return {
    async deliver(mail, signal) {
      try {
        const sent = await transport.sendMail({
          from: mail.from,
          to: mail.to,
          ...(mail.replyTo && { replyTo: mail.replyTo }),
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          attachments: mail.attachments.map((attachment) => ({ ...attachment })),
          messageId: mail.messageId,
          ...(mail.answers && { inReplyTo: mail.answers, references: mail.answers }),
          // Nobody's "I am on holiday" shall answer (RFC 3834, and what Exchange understands).
          headers: {
            'Auto-Submitted': 'auto-generated',
            'X-Auto-Response-Suppress': 'OOF, AutoReply',
            'Content-Language': mail.language,
          },
          signal: AbortSignal.any([signal, AbortSignal.timeout(timeouts.total)]),
        });
        return { kind: 'sent', answer: redactAnswer(sent.response) };
      } catch (error) {
        return judge(error);
      }
    },
    close: () => transport.close(),
  };
}

/** TLS from the first byte (smtps) or as soon as the server offers it; a password never goes to another machine without. */
function serverOf({ protocol, hostname, port, username, password }: URL) {
  const secure = protocol === 'smtps:';
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  const auth = username ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : undefined;
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port ? Number(port) : secure ? 465 : 587,
    secure,
    // A relay on this machine has a certificate of its own making, and nobody in between.
    ignoreTLS: here && !secure,
    requireTLS: !here && !secure && auth !== undefined,
    ...(auth && { auth }),
  };
}

/** A 5xx about sender, recipient or message is final (RFC 5321, 4.2.1); everything else, a wrong password included, may pass. */
function judge(error: unknown): Delivery {
  const { code, responseCode, response } = fieldsOf(error);
  const silent: Failure = code === 'ETIMEDOUT' || code === 'EABORT' ? 'no-answer' : 'no-connection';
  const answer = response ? redactAnswer(response) : silent;
  const aboutThisMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  const final = aboutThisMail && responseCode !== null && responseCode >= 500;
  return { kind: final ? 'refused' : 'later', answer };
}

function fieldsOf(error: unknown): { code: string | null; responseCode: number | null; response: string | null } {
  const read = (name: string): unknown => (error instanceof Error ? Reflect.get(error, name) : undefined);
  const [code, responseCode, response] = [read('code'), read('responseCode'), read('response')];
  return {
    code: typeof code === 'string' ? code : null,
    responseCode: typeof responseCode === 'number' ? responseCode : null,
    response: typeof response === 'string' && response !== '' ? response : null,
  };
}
