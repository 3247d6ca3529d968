import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startEmbeddedServer, type EmbeddedServer } from '../../src/launch/embedded-server.ts';
import { endPrograms, makeFolder, startProgram } from './program.ts';

/** Against a server that is not ours: here one of the same binaries, reached by DATABASE_URL only. */

const folder = makeFolder();
let server: EmbeddedServer;
beforeAll(async () => {
  server = await startEmbeddedServer({ folder: join(folder.path, 'server'), durable: false });
});
afterEach(endPrograms);
afterAll(async () => {
  await server.stop();
  folder.remove();
});

const data = () => join(folder.path, 'data');

async function sql<T extends pg.QueryResultRow>(database: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: server.ownerUrl(database) });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

it('a database that is not there, and a log-in that is refused, are told', async () => {
  const absent = startProgram({ INSIEME_DATA: data(), DATABASE_URL: server.ownerUrl('absent') });
  expect(await absent.ended).toBe(1);
  expect(absent.said()).toMatch(
    /^Sul server non c'è la base dati .*\/absent: createla, oppure correggete DATABASE_URL\.$/m,
  );

  const refused = startProgram({ INSIEME_DATA: data(), DATABASE_URL: server.loginUrl('postgres', 'nobody', 'secret') });
  expect(await refused.ended).toBe(1);
  expect(refused.said()).toMatch(/rifiuta utente o password: correggete DATABASE_URL\.$/m);
  expect(refused.said()).not.toContain('secret');
});

it('an owner who may not make log-ins runs on one if told to, and gets the rights when he may', async () => {
  await sql('postgres', "create role plain login password 'plain'");
  await sql('postgres', 'create database plain owner plain');
  const environment = {
    INSIEME_DATA: join(folder.path, 'plain'),
    DATABASE_URL: server.loginUrl('plain', 'plain', 'plain'),
  };

  const refused = startProgram(environment);
  expect(await refused.ended).toBe(1);
  expect(refused.said()).toMatch(/^L'utente plain non può creare gli accessi .* DATABASE_ROLES=single\.$/m);

  const single = startProgram({ ...environment, DATABASE_ROLES: 'single' });
  await single.ready();
  expect(single.said()).toContain('Attenzione: DATABASE_ROLES=single');
  single.child.kill('SIGTERM');
  expect(await single.ended).toBe(0);

  await sql('postgres', 'alter role plain createrole');
  const separate = startProgram(environment);
  await separate.ready();
  separate.child.kill('SIGTERM');
  expect(await separate.ended).toBe(0);
  const rights = await sql<{ may: boolean }>(
    'plain',
    `select has_table_privilege('plain_web_login', 'trail_entry', 'insert')
       and not has_table_privilege('plain_web_login', 'trail_entry', 'update') as may`,
  );
  expect(rights).toEqual([{ may: true }]);
});

it('two processes that start at once on a new database migrate it once, with one key', async () => {
  await sql('postgres', 'create database twice');
  const environment = { INSIEME_DATA: data(), DATABASE_URL: server.ownerUrl('twice') };
  const programs = [startProgram(environment), startProgram({ ...environment, INSIEME_ROLE: 'web' })];
  await Promise.all(programs.map((program) => program.ready()));
  expect(programs.filter((program) => program.said().includes('Porto la base dati'))).toHaveLength(1);
  expect(await sql('twice', 'select count(*)::int as keys from installation_key')).toEqual([{ keys: 1 }]);

  const connected = await sql<{ user: string }>(
    'twice',
    `select distinct usename as user from pg_stat_activity where datname = 'twice' and pid <> pg_backend_pid()`,
  );
  expect(connected.map(({ user }) => user)).not.toContain('insieme');

  for (const program of programs) program.child.kill('SIGTERM');
  expect(await Promise.all(programs.map((program) => program.ended))).toEqual([0, 0]);
});

it('a migration whose file changed after it was applied is refused', async () => {
  await sql('twice', "update migration set checksum = 'other' where number = 2");
  const program = startProgram({ INSIEME_DATA: data(), DATABASE_URL: server.ownerUrl('twice') });
  expect(await program.ended).toBe(1);
  expect(program.said()).toMatch(/^L'aggiornamento 0002_.* è già stato applicato ma il suo file è cambiato/m);
});
