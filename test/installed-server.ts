import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { chooseServerUser } from '../src/launch/server-user.ts';

export type InstalledServer = { ownerUrl(database: string): string; stop(): Promise<void> };

/**
 * A PostgreSQL of this machine's own, such as a town or region brings by DATABASE_URL: `binaries` is the folder that holds
 * initdb and postgres. By TCP on loopback, as one reaches it over a network.
 */
export async function startInstalledServer(binaries: string, folder: string): Promise<InstalledServer> {
  const port = await freePort();
  chmodSync(dirname(folder), 0o755);
  const user = chooseServerUser(folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user) chownSync(folder, user.uid, user.gid);
  const made = spawnSync(
    join(binaries, 'initdb'),
    ['-D', folder, '-U', 'insieme', '--auth=trust', '-E', 'UTF8', '--locale=C.UTF-8'],
    { ...user, cwd: '/', encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    fsync: 'off',
    full_page_writes: 'off',
    timezone: 'UTC',
    password_encryption: 'scram-sha-256',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(join(binaries, 'postgres'), ['-D', folder, ...options], {
    ...user,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await new Promise<void>((resolve, reject) => {
    let said = '';
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('ready to accept connections')) resolve();
    });
    server.once('exit', () => {
      reject(new Error(`postgres ended: ${said}`));
    });
  });
  return {
    ownerUrl: (database) => `postgresql://insieme@127.0.0.1:${String(port)}/${database}`,
    async stop() {
      server.kill('SIGINT');
      if (server.exitCode === null) await once(server, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
