import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ImapFlow } from 'imapflow';
import nodemailer from 'nodemailer';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { systemClock } from '#lib/kernel/server/system-clock.ts';
import { openFileStore } from '#lib/files/server/file-store.ts';
import { startMailProvider, type MailProvider } from '#test/imap-server.ts';
import { followMail, mailsOfTown, makeQueue } from '#test/mail-queue.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { buildTwoTowns, reported, type Town } from '#test/town.ts';
import { readMailbox } from './imap-mailbox.ts';
import { takeIncoming } from './take-incoming.ts';

let db: TestDatabase;
let towns: [Town, Town];
const provider = await startMailProvider();
if (!provider) console.warn('Nothing was read over IMAP: Dovecot comes from Debian, and this machine has no apt.');
const folder = mkdtempSync(join(tmpdir(), 'insieme-imap-files-'));

beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  await makeQueue(db);
  towns = await buildTwoTowns(db.web);
});
afterAll(async () => {
  await Promise.all([db.close(), provider?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

/** Resolves when the answer is yes: asked again whenever the reader has had something in hand. */
function open({ imapUrl }: MailProvider, { dies = 0 } = {}) {
  const errors: unknown[] = [];
  const waiting = new Set<() => void>();
  let deaths = dies;
  const parts = {
    database: db.worker,
    keys: db.keys,
    files: openFileStore(pathToFileURL(folder).href),
    clock: systemClock,
  };
  const mailbox = readMailbox({
    url: imapUrl,
    every: 100,
    take: async (raw) => {
      const taken = await takeIncoming(parts, raw);
      // Killed after the act and before the message is moved.
      if (deaths-- > 0) throw new Error('killed');
      return taken;
    },
    onError: (error) => {
      errors.push(error);
      waiting.forEach((resolve) => {
        resolve();
      });
    },
  });
  return {
    errors,
    failed: () => new Promise<void>((resolve) => waiting.add(resolve)),
    close: () => mailbox.close(),
  };
}

async function messagesOf(request: string): Promise<number> {
  const { count } = await db.owner
    .selectFrom('trail_entry')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('request_id', '=', request as never)
    .where('kind', '=', 'message-from-citizen')
    .executeTakeFirstOrThrow();
  return count;
}

async function inFolder({ imapUrl }: MailProvider, name: string): Promise<number> {
  const { hostname, port, username, password } = new URL(imapUrl);
  const client = new ImapFlow({
    host: hostname,
    port: Number(port),
    secure: false,
    doSTARTTLS: false,
    auth: { user: username, pass: password },
    logger: false,
  });
  await client.connect();
  const status = await client.status(name, { messages: true });
  await client.logout();
  return status === false ? 0 : (status.messages ?? 0);
}

test.runIf(provider)(
  'a citizen’s reply by SMTP is read by IMAP once, through a broken connection and a reader that is killed',
  async () => {
    if (!provider) return;
    const [here] = towns;
    const request = await reported(here, { keyId: db.keys.current });
    await followMail(db, towns);
    const ours = (await mailsOfTown(db, here.id)).find(
      (row) => row.request_id === request.id && row.recipient === 'citizen',
    );
    const citizen = nodemailer.createTransport(`${provider.smtpUrl}?ignoreTLS=true`);
    const reply = (text: string) =>
      citizen.sendMail({
        from: 'Maria Rossi <maria.rossi@example.it>',
        to: 'segnalazioni@town-1.example.it',
        subject: 'Re: Ricevuta',
        inReplyTo: ours?.message_id ?? '',
        text: `${text}\n\nIl giorno lun 23 nov 2026 Comune <segnalazioni@town-1.example.it> ha scritto:\n\n> Gentile Maria`,
      });

    const killed = open(provider, { dies: 1 });
    const death = killed.failed();
    await reply('È ancora rotto.');
    await death;
    await killed.close();
    expect(await messagesOf(request.id)).toBe(1);

    const reader = open(provider);
    await expect.poll(() => inFolder(provider, 'Insieme'), { timeout: 20_000 }).toBe(1);
    expect(await messagesOf(request.id)).toBe(1);

    await provider.restart();
    await reply('E fa buio.');
    await expect.poll(() => inFolder(provider, 'Insieme'), { timeout: 20_000 }).toBe(2);
    await reader.close();
    expect(await messagesOf(request.id)).toBe(2);
    expect(await inFolder(provider, 'INBOX')).toBe(0);
    citizen.close();
  },
);
