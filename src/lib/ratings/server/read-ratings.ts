import type { Actor } from '#lib/kernel/actor.ts';
import type { MunicipalityId, RatingId } from '#lib/kernel/ids.ts';
import { readsRatings } from '#lib/kernel/permissions.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import { aspects, isContent, rateables, type Aspect, type Rateable, type Stars } from '../rating.ts';

/** What the second page needs of a rating; null for an unknown one. */
export async function findRating(
  db: Db<'rating'>,
  municipality: MunicipalityId,
  id: RatingId,
): Promise<{ thing: Rateable; stars: Stars; completed: boolean } | null> {
  const row = await db
    .selectFrom('rating')
    .select(['thing', 'stars', 'completed_at'])
    .where('municipality_id', '=', municipality)
    .where('id', '=', id)
    .executeTakeFirst();
  const thing = row && rateables.find((one) => one === row.thing);
  return thing ? { thing, stars: row.stars as Stars, completed: row.completed_at !== null } : null;
}

export type RatedThing = {
  thing: Rateable;
  count: number;
  /** Mean of the stars. */
  mean: number;
  /** How many gave one star, two, …, five. */
  byStars: readonly [number, number, number, number, number];
  /** What was liked best, and what was hardest, most often named first. */
  liked: readonly { aspect: Aspect; count: number }[];
  hard: readonly { aspect: Aspect; count: number }[];
};

export type RatingWords = { id: string; thing: Rateable; stars: Stars; details: string; at: Temporal.Instant };

const newest = 100;

/** What visitors said since a time, for whoever sees the whole municipality; null for everybody else. */
export async function readRatings(
  db: Db<'rating'>,
  actor: Actor,
  since: Temporal.Instant,
): Promise<{ things: RatedThing[]; words: RatingWords[] } | null> {
  if (!readsRatings(actor)) return null;
  const [counts, words] = await Promise.all([
    db
      .selectFrom('rating')
      .select(['thing', 'stars', 'aspect', (row) => row.fn.countAll<number>().as('count')])
      .where('municipality_id', '=', actor.municipality)
      .where('given_at', '>=', since)
      .groupBy(['thing', 'stars', 'aspect'])
      .execute(),
    db
      .selectFrom('rating')
      .select(['id', 'thing', 'stars', 'details', 'given_at'])
      .where('municipality_id', '=', actor.municipality)
      .where('given_at', '>=', since)
      .where('details', '!=', '')
      .orderBy('given_at', 'desc')
      .orderBy('id', 'desc')
      .limit(newest)
      .execute(),
  ]);
  const things = rateables.flatMap(
    (thing) =>
      summary(
        thing,
        counts.filter((row) => row.thing === thing),
      ) ?? [],
  );
  return {
    things,
    words: words.flatMap(({ id, thing, stars, details, given_at }) => {
      const known = rateables.find((one) => one === thing);
      return known ? { id, thing: known, stars: stars as Stars, details, at: given_at } : [];
    }),
  };
}

type Count = { stars: number; aspect: Aspect | null; count: number };

function summary(thing: Rateable, counts: readonly Count[]): RatedThing | null {
  const total = (rows: readonly Count[]) => rows.reduce((sum, { count }) => sum + count, 0);
  const count = total(counts);
  if (count === 0) return null;
  const withStars = (stars: number) => total(counts.filter((row) => row.stars === stars));
  const byStars: RatedThing['byStars'] = [withStars(1), withStars(2), withStars(3), withStars(4), withStars(5)];
  const named = (content: boolean) =>
    aspects
      .map((aspect) => ({
        aspect,
        count: total(counts.filter((row) => row.aspect === aspect && isContent(row.stars) === content)),
      }))
      .filter((one) => one.count > 0)
      .toSorted((a, b) => b.count - a.count);
  const sum = byStars.reduce((all, some, index) => all + some * (index + 1), 0);
  return { thing, count, mean: sum / count, byStars, liked: named(true), hard: named(false) };
}
