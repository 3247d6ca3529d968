import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { writeMail } from '../mails.ts';
import { expect } from '../test.ts';
import type { Site, World } from '../world/world.ts';

/** What no page shows, straight from the database. */
export async function withOwner<T>(site: Site, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: site.databaseUrl });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

/** The confirmation of a request, once the worker has made it, as if the citizen's server had refused it. */
export async function refusedMail(site: Site, request: string): Promise<string> {
  return withOwner(site, async (client) => {
    const refuse = async () => {
      const { rows } = await client.query<{ id: string }>(
        `update mail set state = 'refused', sent_at = null, answer = '550'
         where request_id = $1 and recipient = 'citizen' and state = 'sent' returning id`,
        [request],
      );
      return rows[0]?.id ?? null;
    };
    let id: string | null = null;
    await expect.poll(async () => (id ??= await refuse())).not.toBeNull();
    return id ?? '';
  });
}

/** A mail that names no request, once the worker has taken it from the mailbox. */
export async function waitingMail(site: Site, world: World): Promise<string> {
  const subject = randomBytes(8).toString('hex');
  const to = 'segnalazioni@town-1.example.it';
  await writeMail(world, site, { from: 'ugo.neri@example.it', to, subject, text: 'Il lampione è spento.' });
  return withOwner(site, async (client) => {
    const find = async () => {
      const { rows } = await client.query<{ id: string }>(
        `select id from mail_in where subject = $1 and state = 'waiting'`,
        [subject],
      );
      return rows[0]?.id ?? null;
    };
    let id: string | null = null;
    await expect.poll(async () => (id ??= await find()), { timeout: 60_000 }).not.toBeNull();
    return id ?? '';
  });
}
