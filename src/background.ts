import type pg from 'pg';
import type { Clock } from './lib/kernel/clock.ts';
import type { ProcessSettings } from './lib/kernel/settings.ts';
import type { Database } from './lib/kernel/server/database.ts';
import type { FileStore } from './lib/files/server/file-store.ts';
import { startJobs } from './lib/kernel/server/jobs.ts';
import { listen } from './lib/kernel/server/listen.ts';
import type { Log } from './lib/kernel/server/log.ts';
import { startLoop, type Loop } from './lib/kernel/server/loop.ts';
import type { Keys } from './lib/kernel/server/secrets.ts';
import { mailFollower } from './lib/mail/server/mail-follower.ts';
import { readMailbox } from './lib/mail/server/imap-mailbox.ts';
import { openMailer } from './lib/mail/server/mailer.ts';
import { publicationFollower } from './lib/publication/server/publication-follower.ts';
import { takeIncoming } from './lib/mail/server/take-incoming.ts';
import { advanceEverywhere, type Follower } from './lib/trail/server/follower.ts';
import { givePositionsToAll } from './lib/trail/server/give-positions.ts';
import { refillAllReferences } from './lib/trail/server/reference-pool.ts';
import { lapseQuestions } from './background-questions.ts';
import { sweepAbandoned, workOnPhotos } from './background-photos.ts';
import { readStreetFiles } from './background-streets.ts';
import { cron, tasksOf } from './jobs.ts';

export type Background = { close(): Promise<void> };

export type BackgroundParts = {
  settings: ProcessSettings;
  log: Log;
  keys: Keys;
  clock: Clock;
  database: Database;
  files: FileStore;
  jobsPool: pg.Pool;
};

/** Milliseconds. Followers are woken by the sequencer's notification; their own pace is for what a lost one would delay. */
const pace = {
  positions: 50,
  references: 1000,
  followers: 1000,
  photos: 500,
  streets: 1000,
  questions: 30_000,
  sweep: 600_000,
};

/** The durable followers of the trail. */
const followers: readonly Follower[] = [mailFollower, publicationFollower];
export const followerNames: readonly string[] = followers.map(({ name }) => name);

/** Everything that happens without anybody asking for a page: positions, followers, jobs. Any number of workers may run it. */
export function startBackground(parts: BackgroundParts): Background {
  const { settings, log, keys, clock, database, files, jobsPool } = parts;
  const failed = (what: string) => (error: unknown) => log.error({ err: error }, `${what} failed`);

  const positions = startLoop({
    every: pace.positions,
    round: () => givePositionsToAll(database, followerNames),
    onError: failed('giving positions'),
  });
  const references = startLoop({
    every: pace.references,
    round: async () => {
      await refillAllReferences(database);
      return false;
    },
    onError: failed('refilling references'),
  });
  const photos = startLoop({
    every: pace.photos,
    round: () => workOnPhotos(database, files, clock),
    onError: failed('working on photos'),
  });
  const stop = new AbortController();
  const streets = startLoop({
    every: pace.streets,
    round: () => readStreetFiles({ database, files, clock }, stop.signal),
    onError: failed('reading a file of streets'),
  });
  const questions = startLoop({
    every: pace.questions,
    round: () => lapseQuestions(database, clock),
    onError: failed('ending questions'),
  });
  const sweep = startLoop({
    every: pace.sweep,
    round: async () => {
      await sweepAbandoned(database, files, clock());
      return false;
    },
    onError: failed('sweeping what was abandoned'),
  });
  const mailer = settings.smtpUrl === null ? null : openMailer(settings.smtpUrl);
  const mailbox =
    settings.imapUrl === null
      ? null
      : readMailbox({
          url: settings.imapUrl,
          take: (raw) => takeIncoming({ database, keys, files, clock }, raw),
          onError: failed('reading the mailbox'),
        });
  const jobs = startJobs({
    pool: jobsPool,
    log,
    tasks: tasksOf({
      database,
      keys,
      clock,
      mailer,
      replies: settings.imapUrl === null ? 'unread' : settings.replyAddress,
    }),
    cron,
    onReady: () => following.forEach((loop) => loop.wake()),
  });
  const following: Loop[] = followers.map((follower) =>
    startLoop({
      every: pace.followers,
      // A follower enqueues: before the queue's tables are there it would only fail.
      round: async () =>
        jobs.ready() && (await advanceEverywhere(database, follower, clock(), failed(`follower ${follower.name}`))),
      onError: failed(`follower ${follower.name}`),
    }),
  );
  const ears = listen({
    url: settings.workerUrl,
    name: 'insieme ears',
    channels: ['trail'],
    heard: () => following.forEach((loop) => loop.wake()),
  });

  return {
    async close() {
      stop.abort();
      await ears.close();
      const loops = [positions, references, photos, streets, questions, sweep, ...following];
      await Promise.all([jobs.close(), ...loops.map((loop) => loop.stop())]);
      await mailbox?.close();
      mailer?.close();
    },
  };
}
