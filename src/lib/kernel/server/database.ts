import { createHash, randomBytes } from 'node:crypto';
import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { DB } from './database-types.ts';

export type Database = Kysely<DB>;
/** A transaction over the named tables: a signature says what a use case may touch. */
export type Tx<T extends keyof DB = keyof DB> = Transaction<Pick<DB, T>>;
/** What a reader gets: selects over the named tables, outside of a transaction or inside of one. */
export type Db<T extends keyof DB = keyof DB> = Pick<Kysely<Pick<DB, T>>, 'selectFrom'>;

/** The tables that an act's entry goes to. */
export type TrailTables = 'trail_entry' | 'trail_content' | 'trail_pending';

export type PoolOptions = {
  /** Shown in pg_stat_activity; a test counts a process's pools by it. */
  name: string;
  url: string;
  size: number;
};

/** The pool counts against PostgreSQL's limit in every process: one for web, one for the worker, made in compose.ts only. */
export function openPool({ name, url, size }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: nameOfPool(name),
    max: size,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser: typeParser as typeof pg.types.getTypeParser },
  });
  surviveBrokenConnections(pool);
  return pool;
}

/** For pg_stat_activity: which pool of which process, and a mark by which two pools of one name are told apart. */
export function nameOfPool(name: string): string {
  return `${name} ${process.pid} ${randomBytes(2).toString('hex')}`;
}

/**
 * A connection that breaks is replaced at its next use, and whoever was asking gets the error; without listeners the process
 * would end: on the pool for idle ones, on each for the moment between two statements of a transaction.
 */
export function surviveBrokenConnections(pool: pg.Pool): void {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
}

export function openDatabase(pool: pg.Pool, onQuery?: (sql: string) => void): Database {
  const named: pg.Pool = new Proxy(pool, {
    get(target, property) {
      if (property !== 'connect') return Reflect.get(target, property, target) as unknown;
      return async () => withNamedStatements(await target.connect(), onQuery);
    },
  });
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool: named }) });
}

// What PostgreSQL sends as text becomes ours at this border: no Date, no parsed json (the trail hashes the very text).
const parsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.TIMESTAMPTZ, readInstant],
  [pg.types.builtins.DATE, (text) => Temporal.PlainDate.from(text)],
  [pg.types.builtins.TIME, (text) => Temporal.PlainTime.from(text)],
  [pg.types.builtins.INT8, Number],
  [pg.types.builtins.JSON, (text) => text],
  [pg.types.builtins.JSONB, (text) => text],
  [1182, (text) => readArray(text).map((day) => Temporal.PlainDate.from(day))],
]);

function typeParser(oid: number, format: 'text' | 'binary' = 'text'): (text: string) => unknown {
  return (
    (format === 'text' ? parsers.get(oid) : undefined) ??
    (Reflect.apply(pg.types.getTypeParser, pg.types, [oid, format]) as (text: string) => unknown)
  );
}

function readInstant(text: string): Temporal.Instant {
  return Temporal.Instant.from(text.replace(' ', 'T'));
}

function readArray(text: string): string[] {
  return text === '{}' ? [] : text.slice(1, -1).split(',');
}

const wrapped = new WeakSet<pg.PoolClient>();

/** An unnamed statement is planned anew each time; a name made from the text lets PostgreSQL keep the plan. */
function withNamedStatements(client: pg.PoolClient, onQuery?: (sql: string) => void): pg.PoolClient {
  if (wrapped.has(client)) return client;
  wrapped.add(client);
  const query = client.query.bind(client) as (config: pg.QueryConfig) => Promise<pg.QueryResult>;
  client.query = ((text: string | object, values?: unknown[]) => {
    if (typeof text !== 'string') return query(text as pg.QueryConfig);
    onQuery?.(text);
    if (!values || values.length === 0) return query({ text });
    return query({ name: statementName(text), text, values: values.map(writeValue) });
  }) as typeof client.query;
  return client;
}

// A memo of a pure function over the program's own statements, bounded by how many the sources have.
const names = new Map<string, string>();

function statementName(text: string): string {
  let name = names.get(text);
  if (!name) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 22);
    names.set(text, name);
  }
  return name;
}

function writeValue(value: unknown): unknown {
  if (value instanceof Temporal.Instant || value instanceof Temporal.PlainDate || value instanceof Temporal.PlainTime) {
    return value.toString();
  }
  return Array.isArray(value) ? value.map(writeValue) : value;
}
