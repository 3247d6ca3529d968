import { sql } from 'kysely';
import type { Tx } from './database.ts';

/** `key` names the job while it waits: a second one with the same key takes its place. */
export type NewJob = { key: string; payload: Readonly<Record<string, string | number>>; runAt?: Temporal.Instant };

/** Enqueues in the caller's transaction, as the worker's log-in alone may: who does not own the queue cannot. */
export async function addJobs(tx: Tx, task: string, jobs: readonly NewJob[]): Promise<void> {
  if (jobs.length === 0) return;
  const rows = JSON.stringify(
    jobs.map(({ key, payload, runAt }) => ({ key, payload, run_at: runAt?.toString() ?? null })),
  );
  // All in one call: one by one each job looks for its task and its key anew, 3 ms under load.
  await sql`
    select count(*) from graphile_worker.add_jobs(array(
      select row(${task}::text, payload, null, run_at, null, key, null, null)::graphile_worker.job_spec
      from json_to_recordset(${rows}::json) as job (key text, payload json, run_at timestamptz)))`.execute(tx);
}
