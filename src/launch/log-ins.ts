import { createHash, createHmac, hkdfSync, pbkdf2Sync } from 'node:crypto';
import pg from 'pg';
import type { InstallationKey } from './installation-key.ts';
import * as say from './messages.ts';
import { withLock } from './migrate.ts';
import { Problem } from './problem.ts';

const GROUPS = ['insieme_web', 'insieme_worker'] as const;

/** A statement of a page that takes longer is a fault; a job may count a year. */
const TIMEOUTS = {
  web: { statement_timeout: '15s', lock_timeout: '5s', idle_in_transaction_session_timeout: '15s' },
  worker: { statement_timeout: '5min', lock_timeout: '30s', idle_in_transaction_session_timeout: '1min' },
} as const;

export interface LogIn {
  user: string;
  password: string;
}

/** True when the group roles are there or the owner may make them. */
export async function canHaveRoles(url: string): Promise<boolean> {
  return withLock(url, async (client) => {
    const { rows } = await client.query<{ possible: boolean }>(
      `select (select rolsuper or rolcreaterole from pg_roles where rolname = current_user)
         or (select count(*) = $2 from pg_roles where rolname = any($1)) as possible`,
      [GROUPS, GROUPS.length],
    );
    return rows[0]?.possible === true;
  });
}

/**
 * One log-in each for the web's pages and for the worker, members of the group roles that carry the rights. Their
 * passwords follow from the key, so every process on the same key makes the same ones, again and again.
 */
export async function makeLogIns(url: string, key: InstallationKey): Promise<Record<'web' | 'worker', LogIn>> {
  return withLock(url, async (client) => {
    const { rows } = await client.query<{ database: string; superuser: boolean; owner: string }>(
      `select current_database() as database, current_user as owner,
         (select rolsuper from pg_roles where rolname = current_user) as superuser`,
    );
    const { database = '', superuser = false, owner = '' } = rows[0] ?? {};
    const logIns = { web: logInOf(database, 'web', key), worker: logInOf(database, 'worker', key) };
    await client.query('begin');
    try {
      for (const kind of ['web', 'worker'] as const) await makeLogIn(client, kind, logIns[kind], database);
      // Who is not a superuser gives a schema only to a role of which he is a member.
      if (!superuser) await client.query(`grant ${quote(logIns.worker.user)} to ${quote(owner)}`);
      await makeJobSchema(client, logIns.worker.user);
      await client.query('commit');
    } catch (cause) {
      await client.query('rollback');
      if (cause instanceof pg.DatabaseError && cause.code === '42501')
        throw new Problem(say.logInsRefused(owner), { cause });
      throw cause;
    }
    return logIns;
  });
}

async function makeLogIn(client: pg.Client, kind: 'web' | 'worker', logIn: LogIn, database: string): Promise<void> {
  const name = quote(logIn.user);
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [logIn.user]);
  // The verifier, not the password: the statement may stand in the server's log.
  const verifier = scramVerifier(logIn.password, saltOf(logIn));
  await client.query(`${rowCount === 0 ? 'create' : 'alter'} role ${name} with login password '${verifier}'`);
  for (const [setting, value] of Object.entries(TIMEOUTS[kind]))
    await client.query(`alter role ${name} in database ${quote(database)} set ${setting} = '${value}'`);
  await client.query(`grant connect on database ${quote(database)} to ${name}`);
  await client.query(`grant insieme_${kind} to ${name}`);
}

/**
 * The job library's schema belongs to the worker, which may make no schemas: so the one step of the library that wants
 * to (its table of migrations, as its documentation has it) is done here.
 */
async function makeJobSchema(client: pg.Client, worker: string): Promise<void> {
  await client.query(`create schema if not exists graphile_worker authorization ${quote(worker)}`);
  await giveJobSchema(client, worker);
  await client.query(`set local role ${quote(worker)}`);
  await client.query(`create table if not exists graphile_worker.migrations (
    id int primary key,
    ts timestamptz default now() not null,
    breaking boolean not null default false
  )`);
  await client.query('reset role');
}

/** Where all ran on the owner's log-in before, the library has made its tables as the owner. */
async function giveJobSchema(client: pg.Client, worker: string): Promise<void> {
  // The schema first: who gets a table must be able to make one there. What belongs to a table goes with it.
  const { rows } = await client.query<{ statement: string }>(
    `with schema as (select oid, nspowner from pg_namespace where nspname = 'graphile_worker'),
       taker as (select oid from pg_roles where rolname = $1)
     select statement from (
       select 0 as step, 'alter schema graphile_worker owner to ' || quote_ident($1) as statement
         from schema, taker where nspowner <> taker.oid
       union all
       select 1, format('alter table %s owner to %I', class.oid::regclass, $1)
         from schema, taker, pg_class class
         where relnamespace = schema.oid and relkind in ('r', 'p', 'v') and relowner <> taker.oid
       union all
       select 2, format('alter routine %s owner to %I', routine.oid::regprocedure, $1)
         from schema, taker, pg_proc routine
         where pronamespace = schema.oid and proowner <> taker.oid
       union all
       select 3, format('alter type %s owner to %I', type.oid::regtype, $1)
         from schema, taker, pg_type type left join pg_class class on class.oid = type.typrelid
         where typnamespace = schema.oid and typowner <> taker.oid and typcategory <> 'A'
           and (class.relkind is null or class.relkind = 'c')
     ) statements order by step`,
    [worker],
  );
  for (const { statement } of rows) await client.query(statement);
}

export function logInOf(database: string, kind: 'web' | 'worker', { secret }: InstallationKey): LogIn {
  // A role's name has 63 bytes. "log-in" keeps those of a database called insieme apart from the groups.
  const user = `${database.slice(0, 45)}_${kind}_login`;
  return { user, password: createHmac('sha256', secret).update(`database log-in ${user}`).digest('hex') };
}

/** The salt follows from the password: the same verifier at each start, so nothing changes in the catalogue. */
function saltOf({ user, password }: LogIn): Buffer {
  return Buffer.from(hkdfSync('sha256', password, user, 'scram salt', 16));
}

/** RFC 5802, in the form PostgreSQL stores. */
export function scramVerifier(password: string, salt: Buffer, iterations = 4096): string {
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(hmac('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${String(iterations)}:${salt.toString('base64')}$${stored}:${hmac('Server Key').toString('base64')}`;
}

function quote(name: string): string {
  return pg.escapeIdentifier(name);
}
