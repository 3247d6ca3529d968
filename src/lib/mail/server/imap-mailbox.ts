import { ImapFlow } from 'imapflow';
import { startLoop } from '#lib/kernel/server/loop.ts';
import { largestMessage } from './parse-incoming.ts';
import type { Taken } from './take-incoming.ts';

export type Mailbox = { close(): Promise<void> };

export type MailboxOptions = {
  /** `imaps://user:password@machine/INBOX` */
  url: string;
  take: (raw: Buffer) => Promise<Taken>;
  onError: (error: unknown) => void;
  /** Milliseconds between looks when the server does not tell of new mail. */
  every?: number;
};

/** Where messages go that were taken: out of the way, and still there for a person to look at. */
const doneFolder = 'Insieme';

/**
 * Reads a mailbox for as long as the process lives: at once when the server tells of a message (IDLE, RFC 2177), and every
 * half minute. A message leaves the folder only after it was taken; a connection that breaks is made again at the next look.
 * What is nobody's, or too large, gets a flag and stays where people see it.
 */
export function readMailbox({ url, take, onError, every = 30_000 }: MailboxOptions): Mailbox {
  let client: ImapFlow | null = null;
  const loop = startLoop({
    every,
    round: async () => {
      client = client?.usable ? client : await connect(new URL(url), () => loop.wake());
      await takeAll(client, take, onError);
      return false;
    },
    onError,
  });
  return {
    async close() {
      // A round that waits for the server ends with its connection.
      const stopped = loop.stop();
      client?.close();
      await stopped;
    },
  };
}

async function connect(url: URL, arrived: () => void): Promise<ImapFlow> {
  const { protocol, hostname, port, username, password, pathname } = url;
  const secure = protocol === 'imaps:';
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  const client = new ImapFlow({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port ? Number(port) : secure ? 993 : 143,
    secure,
    // A password never goes to another machine without TLS.
    doSTARTTLS: secure ? undefined : !here,
    auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    logger: false,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 5 * 60_000,
    // Fifteen seconds if not said: so long nobody would hear of what has come.
    autoIdleDelay: 200,
  });
  // Said again by the next command.
  client.on('error', () => undefined);
  client.on('exists', arrived);
  try {
    await client.connect();
    await client.mailboxCreate(doneFolder);
    await client.mailboxOpen(decodeURIComponent(pathname.slice(1)) || 'INBOX');
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}

async function takeAll(client: ImapFlow, take: MailboxOptions['take'], onError: (error: unknown) => void) {
  const found = await client.search({ flagged: false, deleted: false }, { uid: true });
  for (const uid of (found || []).toSorted((a, b) => a - b)) {
    const head = await client.fetchOne(String(uid), { size: true }, { uid: true });
    if (head === false) continue;
    if ((head.size ?? 0) > largestMessage) await flag(client, uid);
    else await takeOne(client, uid, take, onError);
  }
}

async function takeOne(client: ImapFlow, uid: number, take: MailboxOptions['take'], onError: (error: unknown) => void) {
  const message = await client.fetchOne(String(uid), { source: true }, { uid: true });
  if (message === false || !message.source) return;
  try {
    const taken = await take(message.source);
    if (taken === 'nobody') await flag(client, uid);
    // Moved by another reader meanwhile: nothing is left to move.
    if (taken === 'settled') await client.messageMove(String(uid), doneFolder, { uid: true });
  } catch (error) {
    // Stays, and is tried again at the next look; those behind it have their turn.
    onError(error);
  }
}

async function flag(client: ImapFlow, uid: number): Promise<void> {
  await client.messageFlagsAdd(String(uid), ['\\Flagged'], { uid: true });
}
