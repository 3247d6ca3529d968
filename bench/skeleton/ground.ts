import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { openDatabase, openPool, type Database } from '#lib/kernel/server/database.ts';
import { openLibraryPool } from '#lib/kernel/server/library-pool.ts';
import type { Keys } from '#lib/kernel/server/secrets.ts';
import { systemClock } from '#lib/kernel/server/system-clock.ts';
import type { Municipality } from '#lib/municipalities/municipality.ts';
import { listMunicipalities } from '#lib/municipalities/server/read-municipality.ts';
import { openSignIn } from '#lib/people/server/sign-in.ts';
import { makePracticeMunicipality } from '#lib/training/server/make-practice-municipality.ts';
import { startEmbeddedServer } from '../../src/launch/embedded-server.ts';
import { findInstallationKey } from '../../src/launch/installation-key.ts';
import { makeLogIns } from '../../src/launch/log-ins.ts';
import { migrate } from '../../src/launch/migrate.ts';
import { withLogIn } from '../../src/launch/outside-server.ts';

/** What the bench measures on: a durable server of its own with the practice municipality, gone when it closes. */
export type Ground = {
  folder: string;
  urls: { owner: string; web: string; worker: string };
  /** By the owner's log-in: for loading and looking. */
  owner: Database;
  keys: Keys;
  key: string;
  municipality: Municipality;
  postgres: string;
  /** Of the database server. */
  processId: number;
  close(): Promise<void>;
};

/** Statistics of statements cost a little: only where somebody asks where the time goes. */
const { BENCH_STATEMENTS } = process.env;
const profiling = BENCH_STATEMENTS ? { shared_preload_libraries: 'pg_stat_statements' } : {};

export async function openGround(): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), 'insieme-bench-'));
  chmodSync(folder, 0o755); // as root the server runs as somebody else, who must reach its folder
  const server = await startEmbeddedServer({ folder: join(folder, 'postgres'), settings: profiling });
  const url = server.ownerUrl('insieme');
  await execute(server.ownerUrl('postgres'), 'create database insieme');
  if (BENCH_STATEMENTS) await execute(url, 'create extension pg_stat_statements');
  await migrate({ url, folder: 'migrations' });
  const key = await findInstallationKey(url, folder, null);
  const logIns = await makeLogIns(url, key);
  const pools = [
    openPool({ name: 'bench owner', url, size: 4 }),
    openLibraryPool({ name: 'bench sign-in', url, size: 2 }),
  ] as const;
  const owner = openDatabase(pools[0]);
  const signIn = openSignIn({ pool: pools[1], key: key.secret });
  await makePracticeMunicipality(
    { database: owner, signIn, keyId: key.id, publicUrl: 'http://localhost' },
    systemClock(),
  );
  const [municipality] = await listMunicipalities(owner);
  if (!municipality) throw new Error('no practice municipality');
  const version = await sql<{ server_version: string }>`show server_version`.execute(owner);
  return {
    folder,
    urls: { owner: url, web: withLogIn(url, logIns.web), worker: withLogIn(url, logIns.worker) },
    owner,
    keys: { current: key.id, byId: new Map([[key.id, key.secret]]) },
    key: key.secret.toString('hex'),
    municipality,
    postgres: `${version.rows[0]?.server_version ?? '?'}, embedded, durable`,
    processId: server.processId,
    async close() {
      await Promise.all(pools.map((pool) => pool.end()));
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Where the database's time went since it was asked last, for whoever set BENCH_STATEMENTS. */
export async function printStatements({ owner }: Ground, after: string): Promise<void> {
  if (!BENCH_STATEMENTS) return;
  const { rows } = await sql<{ ms: number; calls: number; query: string }>`
    select total_exec_time::int as ms, calls, regexp_replace(left(query, 160), '\\s+', ' ', 'g') as query
    from pg_stat_statements order by total_exec_time desc limit 15`.execute(owner);
  console.log(`  after ${after}`);
  for (const { ms, calls, query } of rows) console.log(`  ${ms} ms in ${calls}: ${query}`);
  await sql`select pg_stat_statements_reset()`.execute(owner);
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
