import { sql } from 'kysely';
import type pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { addJobs } from './add-jobs.ts';
import { startJobs, type Jobs, type JobTask } from './jobs.ts';
import { openLibraryPool } from './library-pool.ts';
import { openLog } from './log.ts';

let db: TestDatabase;
const pools: pg.Pool[] = [];

beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await db.close();
});

/** A worker's jobs, ready. */
async function start(
  tasks: Record<string, JobTask>,
  cron: Record<string, string> = {},
  lines: string[] = [],
): Promise<Jobs> {
  const pool = openLibraryPool({ name: 'test jobs', url: db.urls.worker, size: 6 });
  pools.push(pool);
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const log = openLog('warn', { write: (line) => lines.push(line) });
  const jobs = startJobs({ pool, log, tasks, cron, onReady: () => resolve(undefined) });
  await promise;
  expect(jobs.ready()).toBe(true);
  return jobs;
}

function enqueue(task: string, key: string, payload: Record<string, string>): Promise<void> {
  return db.worker.transaction().execute((tx) => addJobs(tx, task, [{ key, payload }]));
}

test('a job runs with what it was given, and what is done by the clock is done at start', async () => {
  const done = Promise.withResolvers<unknown>();
  const swept = Promise.withResolvers<undefined>();
  const jobs = await start(
    {
      greet(payload) {
        done.resolve(payload);
        return Promise.resolve();
      },
      sweep() {
        swept.resolve(undefined);
        return Promise.resolve();
      },
    },
    { sweep: '17 3 * * *' },
  );
  await enqueue('greet', 'one', { name: 'Maria' });
  expect(await done.promise).toEqual({ name: 'Maria' });
  await swept.promise;
  await jobs.close();
});

test('the web’s log-in cannot enqueue', async () => {
  await expect(
    db.web.transaction().execute((tx) => addJobs(tx, 'greet', [{ key: 'x', payload: {} }])),
  ).rejects.toThrow();
});

test('jobs of a killed worker run at the next start, those of a living one stay its own', async () => {
  const held = Promise.withResolvers<undefined>();
  const holding = Promise.withResolvers<undefined>();
  const living = await start({
    hold: async () => {
      holding.resolve(undefined);
      await held.promise;
    },
  });
  await enqueue('hold', 'held', {});
  await holding.promise;
  await enqueue('orphan', 'orphaned', {});
  await sql`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'worker-gone' where key = 'orphaned'`.execute(
    db.worker,
  );

  let stolen = false;
  const taken = Promise.withResolvers<undefined>();
  const second = await start({
    orphan() {
      taken.resolve(undefined);
      return Promise.resolve();
    },
    hold() {
      stolen = true;
      return Promise.resolve();
    },
  });
  await taken.promise;
  expect(stolen).toBe(false);
  held.resolve(undefined);
  await Promise.all([living.close(), second.close()]);
});

test('a failing job leaves its kind in the log and none of its words; stopping aborts what runs', async () => {
  const lines: string[] = [];
  const failed = Promise.withResolvers<undefined>();
  const running = Promise.withResolvers<undefined>();
  const jobs = await start(
    {
      fail: () => {
        failed.resolve(undefined);
        return Promise.reject(new Error('maria.rossi@example.it is unknown'));
      },
      wait: (_payload, signal) => {
        running.resolve(undefined);
        return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
      },
    },
    {},
    lines,
  );
  await enqueue('fail', 'secret-key', { address: 'maria.rossi@example.it' });
  await enqueue('wait', 'waiting', {});
  await Promise.all([failed.promise, running.promise]);
  await jobs.close();
  const log = lines.join('\n');
  expect(log).toContain('job failed');
  expect(log).not.toContain('maria.rossi');
});
