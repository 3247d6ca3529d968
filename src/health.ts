import { statfs } from 'node:fs/promises';
import { followerNames } from './background.ts';
import type { Root } from './compose.ts';
import { mailHealth, type MailHealth } from './lib/mail/server/mail-health.ts';
import { oldestPending, readLag } from './lib/trail/server/read-lag.ts';

type Part = { well: boolean; [figure: string]: unknown };
export type Health = {
  well: boolean;
  database: Part;
  trail: Part;
  followers: Record<string, Part>;
  mail: Part;
  disk: Part;
};

/** Beyond these the page is red. */
const limits = {
  pending: Temporal.Duration.from({ seconds: 30 }),
  /** A follower that cannot digest an entry, or that nobody runs. */
  behind: Temporal.Duration.from({ minutes: 1 }),
  waitingMail: Temporal.Duration.from({ hours: 1 }),
  freeDisk: 0.05,
};

/** Whether the installation does its work, for a monitor: figures only, no personal data. */
export async function readHealth({ web, clock, settings }: Pick<Root, 'web' | 'clock' | 'settings'>): Promise<Health> {
  const now = clock();
  const disk = await readDisk(settings.filesUrl);
  try {
    const [lags, pending, waiting] = await Promise.all([
      readLag(web, followerNames),
      oldestPending(web),
      mailHealth(web, now),
    ]);
    const mail = mailPart(waiting, now);
    const trail = {
      well: pending === null || isWithin(pending, limits.pending, now),
      oldestPending: pending?.toString() ?? null,
    };
    const byFollower = Object.fromEntries(
      lags.map(({ follower, entries, oldestWaiting, failingSince }) => [
        follower,
        {
          well: [failingSince, oldestWaiting].every((since) => since === null || isWithin(since, limits.behind, now)),
          entriesBehind: entries,
          oldestWaiting: oldestWaiting?.toString() ?? null,
          failingSince: failingSince?.toString() ?? null,
        },
      ]),
    );
    const well = trail.well && mail.well && disk.well && Object.values(byFollower).every((part) => part.well);
    return {
      well,
      database: { well: true, logIns: settings.webUrl === settings.workerUrl ? 'single' : 'separate' },
      trail,
      followers: byFollower,
      mail,
      disk,
    };
  } catch {
    return {
      well: false,
      database: { well: false },
      trail: { well: false },
      followers: {},
      mail: { well: false },
      disk,
    };
  }
}

/** Refusals are the desk's business, request by request; mail that does not leave is everybody's. */
function mailPart({ waiting, oldestWaiting, refusedLastDay }: MailHealth, now: Temporal.Instant): Part {
  const well = oldestWaiting === null || isWithin(oldestWaiting, limits.waitingMail, now);
  return { well, waiting, oldestWaiting: oldestWaiting?.toString() ?? null, refusedLastDay };
}

async function readDisk(filesUrl: string): Promise<Part> {
  try {
    const { bavail, blocks, bsize } = await statfs(new URL(filesUrl));
    return { well: bavail / blocks > limits.freeDisk, freeBytes: bavail * bsize };
  } catch {
    return { well: false };
  }
}

function isWithin(since: Temporal.Instant, limit: Temporal.Duration, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(since.add(limit), now) > 0;
}
