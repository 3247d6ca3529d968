import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { buildTwoTowns, type Town } from '#test/town.ts';
import { forgetLeftovers } from './forget-leftovers.ts';
import { isLimited, withinLimit, type Limit } from './limits.ts';
import { blind } from './secrets.ts';

let db: TestDatabase;
let here: Town;
let there: Town;
const limit: Limit = { uses: 5, per: Temporal.Duration.from({ minutes: 10 }) };
const now = Temporal.Instant.from('2026-11-23T08:15:00Z');

beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  [here, there] = await buildTwoTowns(db.web);
});
afterAll(() => db.close());

const bucketOf = (who: string) => blind(db.keys, 'try', who);

describe('a limit', () => {
  test('is one for all processes together, however they race', async () => {
    const use = { municipality: here.id, bucket: bucketOf('racing'), limit, now };
    // Two pools, as two processes have.
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => withinLimit(n % 2 ? db.web : db.worker, use)),
    );
    expect(answers.filter(Boolean)).toHaveLength(limit.uses);
    expect(await isLimited(db.web, use)).toBe(true);
  });

  test("is each address's own, each municipality's own, and ends with its window", async () => {
    const use = { municipality: here.id, bucket: bucketOf('one'), limit, now };
    for (let n = 0; n < limit.uses; n++) expect(await withinLimit(db.web, use)).toBe(true);
    expect(await withinLimit(db.web, use)).toBe(false);
    expect(await isLimited(db.web, { ...use, bucket: bucketOf('other') })).toBe(false);
    expect(await isLimited(db.web, { ...use, municipality: there.id })).toBe(false);
    expect(await isLimited(db.web, { ...use, now: now.add(limit.per) })).toBe(false);
  });

  test('looking at it does not count', async () => {
    const use = { municipality: here.id, bucket: bucketOf('looker'), limit: { ...limit, uses: 1 }, now };
    for (let n = 0; n < 5; n++) expect(await isLimited(db.web, use)).toBe(false);
    expect(await withinLimit(db.web, use)).toBe(true);
  });

  test('is forgotten when its window is long past', async () => {
    const use = { municipality: here.id, bucket: bucketOf('old'), limit: { ...limit, uses: 1 }, now };
    await withinLimit(db.web, use);
    await forgetLeftovers(db.worker, here.id, now.add({ hours: 1 }));
    expect(await isLimited(db.web, use)).toBe(true);
    await forgetLeftovers(db.worker, here.id, now.add({ hours: 72 }));
    expect(await isLimited(db.web, use)).toBe(false);
  });
});
