import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import * as say from './messages.ts';
import { Problem } from './problem.ts';

/** Held by whoever changes the schema or the log-ins of this database; the number is arbitrary. */
const LOCK = 7_473_643;

export interface Migration {
  number: number;
  name: string;
  sql: string;
  checksum: string;
}

export interface MigrateOptions {
  /** The owner's. */
  url: string;
  folder: string;
  /** False where the group roles can neither be found nor made: rights are left out until they can. */
  withRoles?: boolean;
  /** Told once, before the first of the missing ones. */
  onMissing?: () => void;
}

/**
 * Brings the database to what this version of the program expects. Each file is one transaction; two processes that
 * start at once do one after the other; what a newer version has already added stays (the old one serves meanwhile).
 */
export async function migrate({ url, folder, withRoles = true, onMissing }: MigrateOptions): Promise<string[]> {
  const migrations = readMigrations(folder);
  return withLock(url, async (client) => {
    await client.query(`create table if not exists migration (
      number integer constraint migration_pkey primary key,
      name text not null,
      checksum text not null,
      rights boolean not null,
      applied_at timestamptz not null default now()
    )`);
    const known = await client.query<{ number: number; checksum: string; rights: boolean }>(
      'select number, checksum, rights from migration',
    );
    const applied = new Map(known.rows.map((row) => [row.number, row]));
    const changed = migrations.find(({ number, checksum }) => (applied.get(number)?.checksum ?? checksum) !== checksum);
    if (changed !== undefined) throw new Problem(say.migrationChanged(changed.name));

    const names: string[] = [];
    for (const migration of migrations) {
      const row = applied.get(migration.number);
      if (row === undefined) {
        if (names.length === 0) onMissing?.();
        await apply(client, migration, withRoles);
        names.push(migration.name);
      } else if (withRoles && !row.rights) {
        await giveRights(client, migration);
      }
    }
    return names;
  });
}

/** Runs alone on the database among all that use this lock. */
export async function withLock<T>(url: string, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'insieme start',
    connectionTimeoutMillis: 10_000,
  });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    return await act(client);
  } finally {
    await client.end(); // gives the lock back
  }
}

export function readMigrations(folder: string): Migration[] {
  const migrations = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .toSorted()
    .map((name) => {
      const number = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1] ?? NaN);
      if (Number.isNaN(number)) throw new Error(`${name}: a migration is called NNNN_name.sql`);
      const sql = readFileSync(join(folder, name), 'utf8');
      return { number, name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
  const twice = migrations.find(({ number }, index) => migrations[index - 1]?.number === number);
  if (twice !== undefined) throw new Error(`${twice.name}: its number is taken`);
  return migrations;
}

/**
 * What names the group roles: grants, which stand at the start of a line and hold no semicolon, and the block that
 * makes the roles.
 */
const RIGHTS = /^(?:grant|revoke)\b[^;]*\binsieme_(?:web|worker)\b[^;]*;|^do \$\$[^$]*\binsieme_web\b[^$]*^\$\$;/gim;

export function splitRights(sql: string): { schema: string; rights: string } {
  return { schema: sql.replace(RIGHTS, ''), rights: (sql.match(RIGHTS) ?? []).join('\n') };
}

async function apply(client: pg.Client, { number, name, sql, checksum }: Migration, withRoles: boolean): Promise<void> {
  await client.query('begin');
  try {
    await client.query(withRoles ? sql : splitRights(sql).schema);
    await client.query('insert into migration (number, name, checksum, rights) values ($1, $2, $3, $4)', [
      number,
      name,
      checksum,
      withRoles,
    ]);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    throw new Error(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** For a database that began on one log-in and now has the group roles. */
async function giveRights(client: pg.Client, { number, sql }: Migration): Promise<void> {
  await client.query('begin');
  await client.query(splitRights(sql).rights);
  await client.query('update migration set rights = true where number = $1', [number]);
  await client.query('commit');
}
