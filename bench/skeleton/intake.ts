import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { openDatabase, openPool, type Database } from '#lib/kernel/server/database.ts';
import { newFormKey } from '#lib/kernel/server/form-key.ts';
import { startLoop } from '#lib/kernel/server/loop.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { systemClock } from '#lib/kernel/server/system-clock.ts';
import { refillAllReferences } from '#lib/trail/server/reference-pool.ts';
import { reportRequest, type ReportRequest } from '#lib/requests/server/report-request.ts';
import type { Figure } from '../figure.ts';
import { recipeFrom, recordStatements, replay } from './bare-intake.ts';
import type { Ground } from './ground.ts';
import { openReportMaker } from './reports.ts';

const seconds = 4;

/** Reports through `perform`, beside the same statements sent by a bare loop over `pg`, by turns on the same tables. */
export async function measureIntake(ground: Ground): Promise<Figure[]> {
  const { report } = await openReportMaker(ground);
  const fixed = report();
  const record = () => recordStatements(ground.urls.web, (database) => intake(ground, database, fixed));
  const recipe = recipeFrom(await record(), await record());

  // As in the running program; and enough numbers for a rush that no town has.
  const references = startLoop({
    every: 1000,
    round: async () => {
      await refillAllReferences(ground.owner);
      return false;
    },
    onError: (error) => console.error(error),
  });
  await fillReferences(ground, 200_000);

  const figures: Figure[] = [];
  for (const connections of [1, 8, 32]) {
    const ours = { rate: 0, processor: 0 };
    const bare = { rate: 0, processor: 0 };
    for (const round of [1, 2]) {
      add(ours, await measureOurs(ground, connections, report));
      add(bare, await measureBare(ground, connections, (client) => replay(client, recipe)));
      console.log(`  intake, ${connections} connections, round ${round}`);
    }
    figures.push({
      what: `intake, ${connections} connection${connections > 1 ? 's' : ''}`,
      goal: { atLeast: 60 },
      measured: (ours.rate / bare.rate) * 100,
      unit: '% of bare',
      note: [
        `${Math.round(ours.rate)}/s beside ${Math.round(bare.rate)}/s of the same ${recipe.length} statements by bare pg`,
        `processor ${ours.processor.toFixed(2)} ms each beside ${bare.processor.toFixed(2)}`,
      ].join('; '),
    });
  }
  await references.stop();
  return figures;
}

/** Intakes a second, and the milliseconds of processor that each takes in this process. */
type Measured = { rate: number; processor: number };

/** The mean of two rounds. */
function add(sum: Measured, { rate, processor }: Measured): void {
  sum.rate += rate / 2;
  sum.processor += processor / 2;
}

async function measureOurs(ground: Ground, connections: number, report: () => ReportRequest): Promise<Measured> {
  const pool = openPool({ name: 'bench intake', url: ground.urls.web, size: connections });
  const database = openDatabase(pool);
  const rate = await repeat(connections, () => intake(ground, database, report()));
  await pool.end();
  return rate;
}

async function measureBare(ground: Ground, connections: number, once: (client: pg.PoolClient) => Promise<void>) {
  const pool = new pg.Pool({ connectionString: ground.urls.web, max: connections });
  const clients = await Promise.all(Array.from({ length: connections }, () => pool.connect()));
  const rate = await repeat(connections, (worker) => once(clients[worker] as pg.PoolClient));
  clients.forEach((client) => client.release());
  await pool.end();
  return rate;
}

/** Over all workers, after a quarter of the time to warm up. */
async function repeat(workers: number, once: (worker: number) => Promise<void>): Promise<Measured> {
  const begun = performance.now() + seconds * 250;
  const end = begun + seconds * 1000;
  let done = 0;
  let all = 0;
  const before = process.cpuUsage();
  const work = async (worker: number) => {
    while (performance.now() < end) {
      await once(worker);
      all++;
      if (performance.now() >= begun) done++;
    }
  };
  await Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)));
  const rate = done / ((performance.now() - begun) / 1000);
  const { user, system } = process.cpuUsage(before);
  return { rate, processor: (user + system) / 1000 / all };
}

async function intake({ municipality }: Ground, database: Database, report: ReportRequest): Promise<void> {
  const door = { database, municipality: municipality.id, clock: systemClock, origin: 'practice' as const };
  const citizen = { kind: 'citizen', municipality: municipality.id, name: report.author.name, request: null } as const;
  const held = { key: newFormKey(), holder: randomBytes(32) };
  const answer = await perform(door, citizen, held, reportRequest, report);
  if (!answer.ok) throw new Error(answer.reason);
}

async function fillReferences({ owner, municipality }: Ground, count: number): Promise<void> {
  const year = systemClock().toZonedDateTimeISO(municipality.zone).year;
  const { top } = await owner
    .updateTable('reference_year')
    .set((row) => ({ top: row('top', '+', count) }))
    .where('municipality_id', '=', municipality.id)
    .where('series', '=', '')
    .where('year', '=', year)
    .returning('top')
    .executeTakeFirstOrThrow();
  const first = top - count + 1;
  for (let from = first; from <= top; from += 5000)
    await owner
      .insertInto('reference_free')
      .values(
        Array.from({ length: Math.min(5000, top - from + 1) }, (_, n) => ({
          municipality_id: municipality.id,
          series: '' as const,
          year,
          number: from + n,
        })),
      )
      .execute();
}
