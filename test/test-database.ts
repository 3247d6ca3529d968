import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { keyOf } from '../src/launch/installation-key.ts';
import { makeLogIns } from '../src/launch/log-ins.ts';
import { openDatabase, openPool, type Database } from '#lib/kernel/server/database.ts';
import type { Keys } from '#lib/kernel/server/secrets.ts';
import { keepSeen } from './tenancy/seen.ts';

export const TEMPLATE = 'insieme_template';

export type TestDatabase = {
  name: string;
  /** By each log-in: the owner's, and those with the rights that web and worker have in production. */
  owner: Database;
  web: Database;
  worker: Database;
  urls: { owner: string; web: string; worker: string };
  keys: Keys;
  /** Every statement of web and worker, for the check on statements. Tests ask questions of their own as the owner. */
  statements: Set<string>;
  close(): Promise<void>;
};

export const testKey = Buffer.alloc(32, 7);

/** A database of its own, cloned from the migrated template. `url` is the owner's on the server. */
export async function openTestDatabase(url: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asOwner(url, `create database ${name} template ${TEMPLATE}`);
  const ownerUrl = urlOf(url, name);
  const key = keyOf(testKey);
  const logIns = await makeLogIns(ownerUrl, key);
  const urls = {
    owner: ownerUrl,
    web: urlOf(url, name, logIns.web),
    worker: urlOf(url, name, logIns.worker),
  };
  const statements = new Set<string>();
  const pools = [
    openPool({ name: 'test owner', url: urls.owner, size: 2 }),
    openPool({ name: 'test web', url: urls.web, size: 8 }),
    openPool({ name: 'test worker', url: urls.worker, size: 8 }),
  ] as const;
  const heard = (sql: string) => statements.add(sql);
  return {
    name,
    owner: openDatabase(pools[0]),
    web: openDatabase(pools[1], heard),
    worker: openDatabase(pools[2], heard),
    urls,
    keys: { current: key.id, byId: new Map([[key.id, testKey]]) },
    statements,
    async close() {
      keepSeen(statements);
      await Promise.all(pools.map((pool) => pool.end()));
      await asOwner(url, `drop database ${name} with (force)`);
    },
  };
}

function urlOf(url: string, database: string, logIn?: { user: string; password: string }): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  if (logIn) Object.assign(changed, { username: logIn.user, password: logIn.password });
  return changed.href;
}

async function asOwner(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
