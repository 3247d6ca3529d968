import { chmodSync, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { startEmbeddedServer, type EmbeddedServer } from '../src/launch/embedded-server.ts';

/** A PostgreSQL for tests, without waiting for disks. */
export async function startTestServer(folder: string): Promise<EmbeddedServer> {
  // As root the server runs as somebody else, who must reach its folder inside of ours.
  if (existsSync(dirname(folder))) chmodSync(dirname(folder), 0o755);
  return startEmbeddedServer({
    folder,
    durable: false,
    maxConnections: 200,
    settings: { shared_buffers: '64MB', log_statement: 'none' },
  });
}
