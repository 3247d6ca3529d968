import pg from 'pg';
import { nameOfPool } from './database.ts';

export type Listening = { close(): Promise<void> };

/**
 * Hears the database's notifications on a connection of its own, connecting again when it breaks. Nothing depends on a
 * notification: it only makes a loop begin its round earlier.
 */
export function listen({
  url,
  name,
  channels,
  heard,
}: {
  url: string;
  name: string;
  channels: readonly string[];
  heard: (channel: string, payload: string) => void;
}): Listening {
  let closed = false;
  let client: pg.Client | null = null;
  let retry: NodeJS.Timeout | null = null;

  async function connect(): Promise<void> {
    retry = null;
    const fresh = new pg.Client({ connectionString: url, application_name: nameOfPool(name) });
    client = fresh;
    fresh.on('notification', ({ channel, payload }) => heard(channel, payload ?? ''));
    fresh.on('error', () => undefined);
    fresh.on('end', again);
    try {
      await fresh.connect();
      for (const channel of channels) await fresh.query(`listen ${pg.escapeIdentifier(channel)}`);
    } catch {
      await fresh.end().catch(() => undefined);
      again();
    }
  }

  function again(): void {
    if (!closed && !retry) retry = setTimeout(() => void connect(), 1000);
  }

  void connect();
  return {
    async close() {
      closed = true;
      if (retry) clearTimeout(retry);
      await client?.end().catch(() => undefined);
    },
  };
}
