import pg from 'pg';
import type { Site, WorldRequest } from './world/world.ts';

/** As if everything about a request had happened some days earlier: nobody waits for days in a test. */
export async function handedInDaysAgo(site: Site, { id }: WorldRequest, days: number): Promise<void> {
  const client = new pg.Client({ connectionString: site.databaseUrl });
  await client.connect();
  try {
    await client.query(
      `update request set received_at = received_at - $2 * interval '1 day', taken_at = taken_at - $2 * interval '1 day',
         closed_at = closed_at - $2 * interval '1 day' where id = $1`,
      [id, days],
    );
  } finally {
    await client.end();
  }
}
