// Starts the whole world of the browser tests and tells it as one line of JSON; ends when its standard input does. By
// hand: `node e2e/world/run.ts`, then look at the pages at the addresses it tells.
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { keyOf } from '../../src/launch/installation-key.ts';
import type { EmbeddedServer } from '../../src/launch/embedded-server.ts';
import { makeLogIns } from '../../src/launch/log-ins.ts';
import { migrate } from '../../src/launch/migrate.ts';
import { withLogIn } from '../../src/launch/outside-server.ts';
import { startMailProvider, type MailProvider } from '#test/imap-server.ts';
import { startTestServer } from '#test/test-server.ts';
import { fillTwoTowns, type FilledTowns } from './fill.ts';
import { openMaker } from './maker.ts';
import { startProgram, type Program } from './program.ts';
import { openTiles } from './tiles.ts';
import { freePort, openRoundRobin } from './round-robin.ts';
import type { PracticeSite, Site, World } from './world.ts';

const key = keyOf(randomBytes(32));
const cleanUp = new AsyncDisposableStack();

async function startWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'insieme-e2e-'));
  chmodSync(folder, 0o755);
  cleanUp.defer(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const logs = join(process.cwd(), 'test-results', 'logs');
  mkdirSync(logs, { recursive: true });

  const server = await startTestServer(join(folder, 'server'));
  cleanUp.defer(() => server.stop());
  const mail = await start({ name: 'mail', file: 'e2e/world/mail-server.ts', environment: {}, ready: /^ready .*\n/ });
  const [, smtpUrl = '', mailbox = ''] = mail.said.trim().split(' ');

  const provider = await bringMailProvider();
  cleanUp.defer(() => provider.stop());

  const tiles = await openTiles();
  cleanUp.defer(() => {
    tiles.close();
  });
  const shared = {
    MAP_TILES: tiles.pattern,
    INSIEME_KEY: key.secret.toString('hex'),
    HOST: '127.0.0.1',
    SMTP_URL: smtpUrl,
  };
  const run = (name: string, database: string, environment: Record<string, string>) =>
    start({
      name,
      file: 'src/main.ts',
      ready: /^Pronto: .*\n/m,
      environment: {
        ...shared,
        DATABASE_URL: server.ownerUrl(database),
        INSIEME_DATA: join(folder, name),
        FILES_URL: pathToFileURL(join(folder, `${database}-files`)).href,
        ...environment,
      },
    });

  type Filled = { site: Site; filled: FilledTowns };

  async function startMany(): Promise<Filled> {
    const database = 'insieme_many';
    const balancer = await openRoundRobin();
    cleanUp.defer(() => balancer.close());
    const filled = await makeDatabase(server, database, balancer.port);
    const mailbox = { IMAP_URL: provider.mailboxOf('many') };
    const web = { INSIEME_ROLE: 'web', TRUSTED_PROXIES: '127.0.0.1', ...mailbox };
    const ports = [await freePort(), await freePort()];
    const programs = await Promise.all([
      ...ports.map((port, index) => run(`web-${String(index + 1)}`, database, { ...web, PORT: String(port) })),
      run('worker', database, { INSIEME_ROLE: 'worker', ...mailbox }),
    ]);
    balancer.use(ports);
    const { towns } = filled;
    const databaseUrl = server.ownerUrl(database);
    return { filled, site: { name: 'many', port: balancer.port, processes: idsOf(programs), databaseUrl, towns } };
  }

  async function startSingle(): Promise<Filled> {
    const database = 'insieme_single';
    const port = await freePort();
    const filled = await makeDatabase(server, database, port);
    const program = await run('single', database, { PORT: String(port), IMAP_URL: provider.mailboxOf('single') });
    const { towns } = filled;
    const databaseUrl = server.ownerUrl(database);
    return { filled, site: { name: 'single', port, processes: idsOf([program]), databaseUrl, towns } };
  }

  /** As it is after `npm start` on a new installation: a practice municipality, in one process. */
  async function startPractice(): Promise<PracticeSite> {
    const database = 'insieme_practice';
    const port = await freePort();
    await createDatabase(server, database);
    const program = await run('practice', database, { PORT: String(port) });
    return {
      url: `http://localhost:${String(port)}`,
      processes: idsOf([program]),
      databaseUrl: server.ownerUrl(database),
    };
  }

  const [many, single, practice] = await Promise.all([startMany(), startSingle(), startPractice()]);
  const maker = await openMaker({ many: many.filled, single: single.filled });
  cleanUp.defer(() => {
    maker.close();
  });
  return { many: many.site, single: single.site, practice, mailbox, replies: provider.smtpUrl, maker: maker.url, logs };

  async function start(program: Omit<Parameters<typeof startProgram>[0], 'logs'>): Promise<Program> {
    const started = await startProgram({ ...program, logs });
    cleanUp.defer(() => started.stop());
    return started;
  }
}

async function bringMailProvider(): Promise<MailProvider> {
  const provider = await startMailProvider();
  if (!provider) throw new Error('Dovecot comes from Debian, and this machine has no apt');
  return provider;
}

async function makeDatabase(server: EmbeddedServer, name: string, port: number): Promise<FilledTowns> {
  await createDatabase(server, name);
  const url = server.ownerUrl(name);
  await migrate({ url, folder: 'migrations' });
  const { web } = await makeLogIns(url, key);
  const filled = await fillTwoTowns({ ownerUrl: url, webUrl: withLogIn(url, web), key, port });
  cleanUp.defer(() => filled.close());
  return filled;
}

async function createDatabase(server: EmbeddedServer, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.ownerUrl('postgres') });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
}

function idsOf(programs: readonly Program[]): Record<string, number> {
  return Object.fromEntries(programs.map(({ name, pid }) => [name, pid]));
}

const order = Promise.withResolvers<undefined>();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    order.resolve(undefined);
  });
process.stdin
  .once('end', () => {
    order.resolve(undefined);
  })
  .resume();
try {
  process.stdout.write(`${JSON.stringify(await startWorld())}\n`);
  await order.promise;
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await cleanUp.disposeAsync();
}
