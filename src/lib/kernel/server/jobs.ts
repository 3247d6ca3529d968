import { EventEmitter } from 'node:events';
import { Logger, parseCronItems, run, type Runner, type WorkerEvents } from 'graphile-worker';
import type pg from 'pg';
import type { Log } from './log.ts';
import { startLoop } from './loop.ts';

/** A job may be run again after a crash: each does its own locking. `signal` is aborted when the process must end. */
export type JobTask = (payload: unknown, signal: AbortSignal) => Promise<void>;

export type JobsOptions = {
  /** Of the worker's log-in, to which the queue's schema belongs: its tables are made and updated here. */
  pool: pg.Pool;
  log: Log;
  tasks: Readonly<Record<string, JobTask>>;
  /** Crontab of each task that is done by the clock, in UTC; it is done at start, too. */
  cron: Readonly<Record<string, string>>;
  onReady: () => void;
};

export type Jobs = {
  /** False until the queue's tables are there: nobody can enqueue before. */
  ready(): boolean;
  close(): Promise<void>;
};

const concurrency = 3;
/** Milliseconds that running jobs have to end by themselves, so that a stop stays under five seconds. */
const patience = 1500;
const retryStart = 5000;

/** The job library with our log; begins again when the database was not there. */
export function startJobs(options: JobsOptions): Jobs {
  let runner: Runner | null = null;
  let alive: pg.PoolClient | null = null;

  const starting = startLoop({
    every: retryStart,
    round: async () => {
      if (runner) return false;
      const started = await startRunner(options);
      alive = started.alive;
      runner = started.runner;
      runner.promise
        .catch((error: unknown) => options.log.error({ err: error }, 'jobs stopped'))
        .finally(() => {
          alive?.release(true);
          alive = null;
          runner = null;
        });
      options.onReady();
      return false;
    },
    onError: (error) => options.log.error({ err: error }, 'jobs cannot start'),
  });

  return {
    ready: () => runner !== null,
    async close() {
      await starting.stop();
      const stopping = runner;
      await stopping?.stop();
      await stopping?.promise.catch(() => undefined);
    },
  };
}

async function startRunner({ pool, log, tasks, cron }: JobsOptions): Promise<{ runner: Runner; alive: pg.PoolClient }> {
  const events = new EventEmitter() as WorkerEvents;
  let name = '';
  events.on('pool:create', ({ workerPool }) => (name = workerPool.id));
  events.on('job:error', ({ job, error }) =>
    log.error({ err: error, task: job.task_identifier, attempt: job.attempts }, 'job failed'),
  );
  const runner = await run({
    pgPool: pool,
    concurrency,
    noHandleSignals: true,
    // Without a batch the library waits for nobody when it writes a job's end: a database that goes away at that moment would
    // end the process by an unhandled rejection. With one it stops the runner, and ours begins again.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    gracefulShutdownAbortTimeout: patience,
    events,
    // What the library says may quote a payload or another's message: only that it said something is kept.
    logger: new Logger(() => (level) => {
      if (level === 'error' || level === 'warning') log[level === 'error' ? 'error' : 'warn']('job library');
    }),
    taskList: Object.fromEntries(
      Object.entries(tasks).map(([task, work]) => [
        task,
        (payload, { abortSignal }) => work(payload, abortSignal ?? new AbortController().signal),
      ]),
    ),
    parsedCronItems: parseCronItems(
      Object.entries(cron).map(([task, match]) => ({ task, match, options: { jobKey: task, maxAttempts: 3 } })),
    ),
  });
  // Jobs run from here on: a database that goes away before somebody waits for their end must not end the process.
  runner.promise.catch(() => undefined);
  let alive: pg.PoolClient | null = null;
  try {
    alive = await pool.connect();
    await alive.query('select pg_advisory_lock(hashtextextended($1, 0))', [name]);
    await unlockJobsOfTheDead(pool);
    for (const task of Object.keys(cron)) await runner.addJob(task, {}, { jobKey: task });
    return { runner, alive };
  } catch (error) {
    alive?.release(true);
    await runner.stop().catch(() => undefined); // else it would go on beside its successor
    throw error;
  }
}

/**
 * A killed worker leaves its jobs locked for four hours. Each living one holds an advisory lock on its own name: whose name can be
 * locked is dead.
 */
async function unlockJobsOfTheDead(pool: pg.Pool): Promise<void> {
  await pool.query(`
    with holder as materialized (
           select distinct locked_by as name from graphile_worker.jobs where locked_by is not null),
         dead as materialized (
           select name from holder where pg_try_advisory_xact_lock(hashtextextended(name, 0)))
    select graphile_worker.force_unlock_workers(coalesce(array_agg(name), '{}')) from dead`);
}
