import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { systemClock } from '#lib/kernel/server/system-clock.ts';
import { mailFollower } from '#lib/mail/server/mail-follower.ts';
import { advance, type Follower } from '#lib/trail/server/follower.ts';
import { givePositions } from '#lib/trail/server/give-positions.ts';
import { readHealth } from '../src/health.ts';
import { openTestDatabase, type TestDatabase } from './test-database.ts';
import { buildTwoTowns, reported, type Town } from './town.ts';

let db: TestDatabase;
let towns: [Town, Town];
const folder = mkdtempSync(join(tmpdir(), 'insieme-health-'));

beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  towns = await buildTwoTowns(db.web);
  for (const { id } of towns) {
    await givePositions(db.worker, id, [mailFollower.name]); // begins the log
    await givePositions(db.worker, id, [mailFollower.name]);
    await follow(mailFollower, id);
  }
});
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true });
});

/** What of its follower's jobs needs the queue's tables comes with reports, which the towns do not have yet. */
async function follow(follower: Follower, id: Town['id']): Promise<void> {
  while (await advance(db.worker, follower, id, systemClock())); // until nothing waits
}

function health(now = systemClock(), { web }: Pick<TestDatabase, 'web'> = db) {
  const settings = {
    role: 'web',
    logLevel: 'silent',
    smtpUrl: null,
    imapUrl: null,
    replyAddress: 'plain',
    webUrl: db.urls.web,
    workerUrl: db.urls.worker,
    key: '',
    keyId: '',
    filesUrl: pathToFileURL(folder).href,
    mapTiles: 'none',
    mapAttribution: '',
    address: '',
  } as const;
  return readHealth({ web, clock: () => now, settings });
}

describe('the health page', () => {
  test('is well while everything is at the head', async () => {
    expect(await health()).toMatchObject({ well: true, followers: { mail: { well: true, entriesBehind: 0 } } });
  });

  test('is red when entries wait for positions longer than they should', async () => {
    await reported(towns[1]);
    expect((await health()).trail).toMatchObject({ well: true });
    const later = await health(systemClock().add({ minutes: 2 }));
    expect(later).toMatchObject({ well: false, trail: { well: false } });
    await givePositions(db.worker, towns[1].id, []);
  });

  test('is red when nobody runs a follower', async () => {
    const later = await health(systemClock().add({ minutes: 2 }));
    expect(later).toMatchObject({ well: false, trail: { well: true }, followers: { mail: { well: false } } });
  });

  test('is red when a follower is stuck on an entry, and says since when', async () => {
    const stuck: Follower = { ...mailFollower, digest: () => Promise.reject(new Error('cannot digest')) };
    await advance(db.worker, stuck, towns[1].id, systemClock());
    const failingSince = (await health()).followers[mailFollower.name]?.failingSince;
    expect(failingSince).toEqual(expect.any(String));
    const later = await health(systemClock().add({ minutes: 2 }));
    expect(later).toMatchObject({ well: false, followers: { mail: { well: false, failingSince } } });
  });

  test('is red when the database does not answer', async () => {
    const closed = await openTestDatabase(inject('ownerUrl'));
    await closed.close();
    expect(await health(systemClock(), closed)).toMatchObject({ well: false, database: { well: false } });
  });
});
