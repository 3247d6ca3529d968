import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { levels } from '#lib/kernel/actor.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { buildTwoTowns, type Town } from '#test/town.ts';
import type { Rateable, Stars } from '../rating.ts';
import { completeRating, giveRating } from './give-rating.ts';
import { findRating, readRatings } from './read-ratings.ts';

let db: TestDatabase;
let here: Town;
let there: Town;
beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  [here, there] = await buildTwoTowns(db.web);
});
afterAll(() => db.close());

const at = Temporal.Instant.from('2026-11-23T08:15:00Z');
const doorOf = (town: Town, now: Temporal.Instant) => ({ ...town.door, clock: () => now });
const visitorOf = (town: Town) => ({ kind: 'citizen', municipality: town.id, name: '', request: null }) as const;

async function rated(town: Town, thing: Rateable, stars: Stars, now = at) {
  const answer = await perform(doorOf(town, now), visitorOf(town), null, giveRating, { thing, stars });
  if (!answer.ok) throw new Error(answer.reason);
  return answer.rating;
}
const complete = (
  town: Town,
  rating: Awaited<ReturnType<typeof rated>>,
  now: Temporal.Instant,
  details = 'Tutto bene.',
) => perform(doorOf(town, now), visitorOf(town), null, completeRating, { rating, aspect: 'clear', details });

test('stars count at once; the questions after them once, soon, and in their own municipality', async () => {
  const rating = await rated(here, 'home', 5);
  expect(await findRating(db.web, here.id, rating)).toEqual({ thing: 'home', stars: 5, completed: false });
  expect(await findRating(db.web, there.id, rating)).toBeNull();
  expect(await complete(there, rating, at)).toMatchObject({ reason: 'over' });
  expect(await complete(here, rating, at.add({ minutes: 59 }))).toEqual({ ok: true });
  expect(await complete(here, rating, at.add({ minutes: 59 }))).toMatchObject({ reason: 'over' });
  expect(await complete(here, await rated(here, 'home', 1), at.add({ hours: 1 }))).toMatchObject({ reason: 'over' });
});

test('a form sent twice counts once, and nobody of the staff rates', async () => {
  const held = { key: 'a'.repeat(32) as never, holder: Buffer.alloc(32) };
  const give = () => perform(doorOf(here, at), visitorOf(here), held, giveRating, { thing: 'list', stars: 3 });
  expect(await give()).toEqual(await give());
  expect(
    await perform(here.door, here.people.administrator, null, giveRating, { thing: 'list', stars: 5 }),
  ).toMatchObject({ reason: 'not-allowed' });
  const read = await readRatings(db.web, here.people.administrator, at);
  expect(read?.things.find(({ thing }) => thing === 'list')).toMatchObject({ count: 1, mean: 3 });
});

test('the administration reads means, reasons and words of its own pages, within the time asked for', async () => {
  const later = at.add({ hours: 48 });
  const [good, bad] = [await rated(here, 'report', 4, later), await rated(here, 'report', 1, later)];
  await complete(here, good, later, 'Semplice.');
  await complete(here, bad, later, '');
  await rated(there, 'report', 5, later);
  for (const level of levels) {
    const reads = !['operator', 'head', 'council-member'].includes(level);
    expect((await readRatings(db.web, here.people[level], at)) !== null, level).toBe(reads);
  }
  const read = await readRatings(db.web, here.people.mayor, later);
  expect(read?.things).toEqual([
    {
      thing: 'report',
      count: 2,
      mean: 2.5,
      byStars: [1, 0, 0, 1, 0],
      liked: [{ aspect: 'clear', count: 1 }],
      hard: [{ aspect: 'clear', count: 1 }],
    },
  ]);
  expect(read?.words).toMatchObject([{ thing: 'report', stars: 4, details: 'Semplice.' }]);
  expect((await readRatings(db.web, there.people.mayor, later))?.words).toEqual([]);
});
