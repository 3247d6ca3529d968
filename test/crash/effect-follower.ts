import { sql } from 'kysely';
import type { Follower } from '#lib/trail/server/follower.ts';

/** Writes down each entry it reads in a table without keys: what is done twice or out of order shows there. */
export const effectFollower: Follower = {
  name: 'effect',
  rebuildable: true,
  async digest(tx, municipality, entries) {
    for (const { position, id } of entries) {
      await sql`insert into effect (municipality_id, position, entry_id) values (${municipality}, ${position}, ${id})`.execute(
        tx,
      );
    }
  },
};
