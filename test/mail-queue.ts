import { Logger, runMigrations } from 'graphile-worker';
import { sql } from 'kysely';
import type { MailId, MunicipalityId } from '#lib/kernel/ids.ts';
import { mailFollower } from '#lib/mail/server/mail-follower.ts';
import { advance } from '#lib/trail/server/follower.ts';
import { givePositions } from '#lib/trail/server/give-positions.ts';
import { systemClock } from '#lib/kernel/server/system-clock.ts';
import type { TestDatabase } from './test-database.ts';
import type { Town } from './town.ts';

/** The queue's tables, made by the worker's log-in as at start. */
export async function makeQueue(db: TestDatabase): Promise<void> {
  await runMigrations({ connectionString: db.urls.worker, logger: new Logger(() => () => undefined) });
}

/** Takes the mail follower to the end of both municipalities' trails. */
export async function followMail(db: TestDatabase, towns: readonly Town[]): Promise<void> {
  for (const { id } of towns) {
    while ((await givePositions(db.worker, id, [mailFollower.name])) !== 0);
    while (await advance(db.worker, mailFollower, id, systemClock()));
  }
}

export type QueuedJob = { key: string; runAt: Temporal.Instant };

/** What waits to be done, as the job library shows it. */
export async function queuedJobs(db: TestDatabase): Promise<QueuedJob[]> {
  const { rows } = await sql<{ key: string; run_at: Temporal.Instant }>`
    select key, run_at from graphile_worker.jobs where key is not null order by id`.execute(db.worker);
  return rows.map(({ key, run_at }) => ({ key, runAt: run_at }));
}

export async function mailsOfTown(db: TestDatabase, municipality: MunicipalityId) {
  return db.owner
    .selectFrom('mail')
    .select([
      'id',
      'act_id',
      'request_id',
      'recipient',
      'template',
      'language',
      'message_id',
      'state',
      'attempts',
      'answer',
      'next_at',
    ])
    .where('municipality_id', '=', municipality)
    .orderBy('queued_at')
    .orderBy('id')
    .execute();
}

export async function stateOf(db: TestDatabase, municipality: MunicipalityId, id: MailId) {
  return db.owner
    .selectFrom('mail')
    .select(['state', 'attempts', 'answer', 'next_at', 'sent_at'])
    .where('municipality_id', '=', municipality)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}
