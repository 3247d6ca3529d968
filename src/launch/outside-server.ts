import pg from 'pg';
import * as say from './messages.ts';
import { Problem } from './problem.ts';

const OLDEST = 150_000;

/** Refuses a server that cannot be reached or used, in words that name no password. */
export async function checkOutsideServer(url: string): Promise<void> {
  const where = describe(url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // a connection that breaks later is the query's to tell
  try {
    await client.connect();
  } catch (cause) {
    throw new Problem(refusal(where, cause), { cause });
  }
  try {
    const { rows } = await client.query<{ version: string; name: string; encoding: string }>(
      `select current_setting('server_version_num') as version, current_setting('server_version') as name,
         current_setting('server_encoding') as encoding`,
    );
    const [server] = rows;
    if (Number(server?.version) < OLDEST) throw new Problem(say.databaseTooOld(where, server?.name ?? ''));
    if (server?.encoding !== 'UTF8') throw new Problem(say.databaseNotUtf8(where));
  } finally {
    await client.end();
  }
}

/** The same server and database with another log-in. */
export function withLogIn(url: string, { user, password }: { user: string; password: string }): string {
  const other = new URL(url);
  other.username = encodeURIComponent(user);
  other.password = encodeURIComponent(password);
  return other.href;
}

function refusal(where: string, cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === '28P01' || code === '28000') return say.databaseRefusesLogIn(where);
  if (code === '3D000') return say.databaseNotThere(where);
  return say.databaseUnreachable(where);
}

function describe(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url);
  return `${searchParams.get('host') ?? hostname}:${port === '' ? '5432' : port}${pathname}`;
}
