import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { openDatabase, openPool } from '#lib/kernel/server/database.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { systemClock } from '#lib/kernel/server/system-clock.ts';
import { reportRequest } from '#lib/requests/server/report-request.ts';
import { percentile, type Figure } from '../figure.ts';
import type { Ground } from './ground.ts';
import { startProgram } from './program.ts';
import { openReportMaker } from './reports.ts';

const samples = 300;
const patience = 30_000;

/** From a report's commit to the row of its mail, in the running program: positions every 50 ms, then the follower. */
export async function measureMailDelay(ground: Ground): Promise<Figure[]> {
  const program = await startProgram(ground.folder, { DATABASE_URL: ground.urls.owner, INSIEME_KEY: ground.key });
  const pool = openPool({ name: 'bench mail', url: ground.urls.web, size: 1 });
  const database = openDatabase(pool);
  try {
    const { report } = await openReportMaker(ground);
    const { id: municipality } = ground.municipality;
    const door = { database, municipality, clock: systemClock, origin: 'practice' as const };
    const citizen = { kind: 'citizen', municipality, name: 'Maria Rossi', request: null } as const;
    const delays: number[] = [];
    while (delays.length < samples) {
      const answer = await perform(door, citizen, null, reportRequest, report());
      const committed = performance.now();
      if (!answer.ok) throw new Error(answer.reason);
      const hasMail = () =>
        database
          .selectFrom('mail')
          .select('id')
          .where('municipality_id', '=', municipality)
          .where('request_id', '=', answer.id)
          .executeTakeFirst();
      while (!(await hasMail())) {
        if (performance.now() - committed > patience) throw new Error("no mail came: look at the program's log");
        await wait(1);
      }
      delays.push(performance.now() - committed);
      await wait(randomInt(60)); // so that reports come at any moment between two rounds
    }
    const figure = (share: number): Figure => ({
      what: `commit → mail row, p${share * 100}`,
      goal: null,
      measured: percentile(delays, share),
      unit: 'ms',
      note: `${samples} reports one by one, looked for every millisecond`,
    });
    return [figure(0.5), figure(0.99)];
  } finally {
    await pool.end();
    await program.stop();
  }
}
