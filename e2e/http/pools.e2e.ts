import pg from 'pg';
import { expect, test } from '../test.ts';
import { senderOf } from './send.ts';

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

test('a running process has no pools but those of its role, each once', async ({ world }) => {
  for (const site of [world.many, world.single]) {
    // Pools connect when they are first needed.
    const ask = senderOf(site, site.towns[0]);
    await Promise.all(Array.from({ length: 12 }, () => ask('/')));

    const found = await poolsByProcess(site.databaseUrl);
    for (const [name, pid] of Object.entries(site.processes)) {
      const allowed = name === 'single' ? [...web, ...background] : name === 'worker' ? background : web;
      const pools = found[String(pid)] ?? [];
      expect(pools, name).toContain(name === 'worker' ? 'insieme worker' : 'insieme web');
      expect(
        pools.filter((pool, index) => pools.indexOf(pool) !== index || !allowed.includes(pool)),
        name,
      ).toEqual([]);
    }
    expect(Object.keys(found).toSorted()).toEqual(Object.values(site.processes).map(String).toSorted());
  }
});
