import pg from 'pg';
import { expect, test } from '../test.ts';
import { senderOf } from './send.ts';
import { cookieOf } from './sign-in.ts';

/** What each process may open, by its role: anything more has been composed twice. */
const web = ['insieme sign-in', 'insieme web'];
const background = ['insieme ears', 'insieme jobs', 'insieme worker'];

/** The connections of a pool carry its name, its process's id and a mark of its own: `insieme web 4711 5f3a`. */
async function poolsByProcess(databaseUrl: string): Promise<Record<string, string[]>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `select distinct application_name as name from pg_stat_activity
     where datname = current_database() and application_name like 'insieme %' order by 1`,
  );
  await client.end();
  const pools: Record<string, string[]> = {};
  for (const { name } of rows) {
    const [, pool = '', pid = ''] = /^(.*) (\d+) [0-9a-f]{4}$/.exec(name) ?? [];
    (pools[pid] ??= []).push(pool);
  }
  return pools;
}

test('a running process has exactly the pools of its role', async ({ world }) => {
  for (const site of [world.many, world.single]) {
    // Pools connect when they are first needed: signed in, a page needs both of a web process.
    const ask = senderOf(site, site.towns[0]);
    const cookie = await cookieOf(site, site.towns[0], 'operator');
    await Promise.all(Array.from({ length: 12 }, () => ask('/ufficio', { cookie })));

    const expected = Object.fromEntries(
      Object.entries(site.processes).map(([name, pid]) => {
        const pools = name === 'single' ? [...web, ...background] : name === 'worker' ? background : web;
        return [String(pid), pools.toSorted()];
      }),
    );
    await expect.poll(async () => poolsByProcess(site.databaseUrl)).toEqual(expected);
  }
});
