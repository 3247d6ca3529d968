import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { newId } from '#lib/kernel/ids.ts';
import { openDatabase, openPool, type Database } from '#lib/kernel/server/database.ts';

export type Statement = { name: string | undefined; text: string; values: unknown[] };

/** The statements of what `act` does, as they reach `pg`: with their names and values. */
export async function recordStatements(
  url: string,
  act: (database: Database) => Promise<unknown>,
): Promise<Statement[]> {
  const pool = openPool({ name: 'bench record', url, size: 1 });
  const seen: Statement[] = [];
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (config: pg.QueryConfig) => Promise<pg.QueryResult>;
    client.query = ((config: pg.QueryConfig) => {
      seen.push({ name: config.name, text: config.text, values: (config.values ?? []) as unknown[] });
      return query(config);
    }) as typeof client.query;
  });
  await act(openDatabase(pool));
  await pool.end();
  return seen;
}

type Recipe = Statement & {
  /** For each value, what makes it anew each time; the others stay as they were. */
  fresh: (((made: Map<unknown, unknown>, taken: number) => unknown) | null)[];
};

/**
 * What has to be made anew each time is what two recordings of the same act differ in: ids (the same one wherever it stood),
 * random bytes, and the reference's number, which is the one that the pool's statement has just given.
 */
export function recipeFrom(one: readonly Statement[], other: readonly Statement[]): Recipe[] {
  if (one.length !== other.length) throw new Error('two intakes with different statements');
  return one.map((statement, at) => ({
    ...statement,
    fresh: statement.values.map((value, n) => (same(value, other[at]?.values[n]) ? null : freshOf(value))),
  }));
}

function same(value: unknown, other: unknown): boolean {
  return Buffer.isBuffer(value) && Buffer.isBuffer(other) ? value.equals(other) : value === other;
}

function freshOf(value: unknown): Recipe['fresh'][number] {
  if (typeof value === 'number') return (_made, taken) => taken;
  if (Buffer.isBuffer(value)) return () => randomBytes(value.length);
  if (typeof value !== 'string') return null;
  const make = /^[0-9a-f]{32}$/.test(value)
    ? () => randomBytes(16).toString('hex')
    : /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
      ? newId
      : null;
  if (!make) return null;
  return (made) => {
    if (!made.has(value)) made.set(value, make());
    return made.get(value);
  };
}

/** One intake by nothing but `pg`: the limit that the use case is held against. */
export async function replay(client: pg.PoolClient, recipe: readonly Recipe[]): Promise<void> {
  const made = new Map<unknown, unknown>();
  let taken = 0;
  for (const { name, text, values, fresh } of recipe) {
    if (name === undefined) {
      await client.query(text);
      continue;
    }
    const { rows } = await client.query<{ number?: number }>({
      name,
      text,
      values: values.map((value, n) => (fresh[n] ? fresh[n](made, taken) : value)),
    });
    taken = rows[0]?.number ?? taken;
  }
}
