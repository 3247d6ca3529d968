/** A process that does nothing but give positions, as fast as it can. */
import { openDatabase, openPool } from '#lib/kernel/server/database.ts';
import { startLoop } from '#lib/kernel/server/loop.ts';
import { givePositionsToAll } from '#lib/trail/server/give-positions.ts';
import { effectFollower } from './effect-follower.ts';
import { tellWorking } from './tell-working.ts';

const database = openDatabase(
  openPool({ name: 'crash sequencer', url: process.env.DATABASE_WORKER_URL ?? '', size: 2 }),
);
startLoop({
  every: 5,
  round: () => givePositionsToAll(database, [effectFollower.name]),
  onError: () => undefined, // the database is being killed too
});
tellWorking();
