/** A process that follows the trail, as fast as it can. */
import { openDatabase, openPool } from '#lib/kernel/server/database.ts';
import { startLoop } from '#lib/kernel/server/loop.ts';
import { systemClock } from '#lib/kernel/server/system-clock.ts';
import { advanceEverywhere } from '#lib/trail/server/follower.ts';
import { effectFollower } from './effect-follower.ts';
import { tellWorking } from './tell-working.ts';

const database = openDatabase(
  openPool({ name: 'crash follower', url: process.env.DATABASE_WORKER_URL ?? '', size: 2 }),
);
startLoop({
  every: 5,
  round: () => advanceEverywhere(database, effectFollower, systemClock(), () => undefined),
  onError: () => undefined, // the database is being killed too
});
tellWorking();
