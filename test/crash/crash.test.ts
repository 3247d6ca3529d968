import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmbeddedServer, type EmbeddedServer } from '../../src/launch/embedded-server.ts';
import { keyOf } from '../../src/launch/installation-key.ts';
import { makeLogIns } from '../../src/launch/log-ins.ts';
import { migrate } from '../../src/launch/migrate.ts';
import { openDatabase, openPool } from '#lib/kernel/server/database.ts';
import { rebuildLeaves } from '#test/rebuild-leaves.ts';
import { asking } from '#test/catalogue.ts';
import { buildTwoTowns, reported } from '#test/town.ts';
import { kill, killServer, start, type Part, type Running } from './processes.ts';
import { randomFrom } from './random.ts';
import { judge, type Acknowledged } from './verdict.ts';

const kills = { processes: 100, database: 8 };
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
const random = randomFrom(seed);
const parts: readonly Part[] = [
  'writer',
  'writer',
  'writer',
  'sequencer',
  'sequencer',
  'follower',
  'follower',
  'worker',
];

const folder = mkdtempSync(join(tmpdir(), 'crash-'));
const sockets = join('/tmp', `crash-sockets-${process.pid}`);
const acknowledgedFile = join(folder, 'acknowledged');
const secret = Buffer.alloc(32, 7);
const logIns = { web: '', worker: '' };
let server: EmbeddedServer;
let owner = '';
let running: Running[] = [];

/** With its disk writes, and at the same address after each crash. */
function startServer(): Promise<EmbeddedServer> {
  return startEmbeddedServer({
    folder: join(folder, 'server'),
    durable: true,
    maxConnections: 100,
    settings: { unix_socket_directories: sockets, unix_socket_permissions: '0777' },
  });
}

function urlTo(database: string, user?: { user: string; password: string }): string {
  const url = new URL(user ? server.loginUrl(database, user.user, user.password) : server.ownerUrl(database));
  url.searchParams.set('host', sockets);
  return url.href;
}

beforeAll(async () => {
  chmodSync(folder, 0o755);
  makeSocketFolder();
  server = await startServer();
  await asking(urlTo('postgres'), (client) => client.query('create database crash'));
  owner = urlTo('crash');
  await migrate({ url: owner, folder: 'migrations' });
  const made = await makeLogIns(owner, keyOf(secret));
  logIns.web = urlTo('crash', made.web);
  logIns.worker = urlTo('crash', made.worker);
  await asking(owner, async (client) => {
    await client.query(`create table effect (municipality_id smallint, position bigint, entry_id uuid,
      nth bigint generated always as identity)`);
    await client.query('grant insert on effect to insieme_worker');
  });
});

afterAll(async () => {
  for (const { process: child } of running) child.kill('SIGKILL');
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
  rmSync(sockets, { recursive: true, force: true });
});

test(`nothing is lost, doubled or reordered by ${kills.processes + kills.database} kills (SEED=${seed})`, async () => {
  console.log(`SEED=${seed}`);
  const began = performance.now();
  const pool = openPool({ name: 'crash test', url: logIns.web, size: 2 });
  const towns = await buildTwoTowns(openDatabase(pool));
  const shared = await Promise.all(towns.map(async (town) => [(await reported(town)).id, (await reported(town)).id]));
  await pool.end();

  let writers = 0;
  const startPart = (part: Part): Running => {
    writers += 1;
    const { door: _door, ...town } = towns[writers % 2 === 0 ? 0 : 1];
    return start(part, {
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
      SEED: String(random.below(2 ** 31)),
      CRASH_WRITER: `writer-${writers}`,
      CRASH_TOWN: JSON.stringify({ town, shared: shared[writers % 2 === 0 ? 0 : 1] }),
      CRASH_ACKNOWLEDGED: acknowledgedFile,
      INSIEME_ROLE: 'worker',
      LOG_LEVEL: 'silent',
      DATABASE_WEB_URL: logIns.web,
      DATABASE_WORKER_URL: logIns.worker,
      INSIEME_KEY: secret.toString('hex'),
      INSIEME_KEY_ID: keyOf(secret).id,
      FILES_URL: `file://${folder}/files/`,
      ADDRESS: 'http://localhost:3000',
    });
  };
  running = parts.map(startPart);
  await Promise.all(running.map(({ working }) => working));

  const killed = { writer: 0, sequencer: 0, follower: 0, worker: 0, database: 0 };
  const crashDatabaseAt = new Set(
    Array.from({ length: kills.database }, (_, n) => Math.floor(((n + 0.5) * kills.processes) / kills.database)),
  );
  for (let turn = 0; turn < kills.processes; turn++) {
    if (crashDatabaseAt.has(turn)) {
      killServer(server.processId);
      killed.database += 1;
      await server.ended;
      server = await startServer();
    }
    // For whoever waits, or finds it standing still.
    if (turn % 25 === 0) console.log(`${turn} kills after ${Math.round((performance.now() - began) / 1000)} s`);
    const victim = random.below(running.length);
    const part = running[victim];
    if (!part) throw new Error('nobody to kill');
    await part.working; // only who works is worth killing
    // Somewhere in its work: so many acts later, wherever that finds the others.
    await entriesBeyond(random.below(6));
    await kill(part);
    killed[part.part] += 1;
    running[victim] = startPart(part.part);
  }

  for (const { part, process: child } of running) if (part === 'writer') child.kill('SIGKILL');
  running = running.filter(({ part }) => part !== 'writer');
  await everythingDigested();
  for (const part of running) await kill(part);
  running = [];

  const acknowledged = readFileSync(acknowledgedFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Acknowledged);
  const verdict = await judge(owner, acknowledged);
  const leaves = await rebuildLeaves(owner);
  console.log(
    `killed ${JSON.stringify(killed)} in ${Math.round((performance.now() - began) / 1000)} s; ` +
      `${leaves.entries} entries, ${acknowledged.length} acts confirmed to their writers`,
  );
  expect(killed.database + killed.sequencer + killed.follower + killed.worker + killed.writer).toBeGreaterThanOrEqual(
    100,
  );
  expect(acknowledged.length).toBeGreaterThan(200);
  expect(Object.entries(verdict).filter(([, count]) => count !== 0)).toEqual([]);
  expect(leaves.problems).toEqual([]);
});

/** Waits until the trail has grown by so many entries. */
async function entriesBeyond(count: number): Promise<void> {
  if (count === 0) return;
  await asking(owner, async (client) => {
    const entries = async () =>
      Number((await client.query<{ n: string }>('select count(*) as n from trail_entry')).rows[0]?.n);
    const goal = (await entries()) + count;
    while ((await entries()) < goal);
  });
}

async function everythingDigested(): Promise<void> {
  await asking(owner, async (client: pg.Client) => {
    const left = `select (select count(*) from trail_pending) + (select coalesce(sum(h.position - coalesce(c.position, 0)), 0)
      from trail_head h left join trail_cursor c on c.municipality_id = h.municipality_id and c.follower = 'effect') as n`;
    while (Number((await client.query<{ n: string }>(left)).rows[0]?.n) > 0);
  });
}

/** A folder for the server's socket that keeps its name from one start to the next. */
function makeSocketFolder(): void {
  rmSync(sockets, { recursive: true, force: true });
  mkdirSync(sockets, { mode: 0o777 });
  chmodSync(sockets, 0o777);
}
