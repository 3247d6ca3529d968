import type { Act } from '#lib/kernel/act.ts';
import { newId, type RatingId } from '#lib/kernel/ids.ts';
import { mayRate } from '#lib/kernel/permissions.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { Tx } from '#lib/kernel/server/database.ts';
import { timeToComplete, type Aspect, type Rateable, type Stars } from '../rating.ts';

/** The stars count from the first press; the questions after them are a gift. */
export async function giveRating(
  tx: Tx<'rating'>,
  act: Act,
  { thing, stars }: { thing: Rateable; stars: Stars },
): Promise<{ ok: true; rating: RatingId } | Refusal<'not-allowed'>> {
  if (!mayRate(act.actor)) return refuse('not-allowed');
  const id = newId<RatingId>();
  await tx
    .insertInto('rating')
    .values({ municipality_id: act.municipality, id, thing, stars, given_at: act.at })
    .execute();
  return { ok: true, rating: id };
}

export type CompleteRating = { rating: RatingId; aspect: Aspect | null; details: string };

/** Once, and soon after: the rating's id in the address is all that whoever gave it has. */
export async function completeRating(
  tx: Tx<'rating'>,
  act: Act,
  { rating, aspect, details }: CompleteRating,
): Promise<{ ok: true } | Refusal<'not-allowed' | 'over'>> {
  if (!mayRate(act.actor)) return refuse('not-allowed');
  const completed = await tx
    .updateTable('rating')
    .set({ aspect, details, completed_at: act.at })
    .where('municipality_id', '=', act.municipality)
    .where('id', '=', rating)
    .where('completed_at', 'is', null)
    .where('given_at', '>', act.at.subtract(timeToComplete))
    .executeTakeFirst();
  return completed.numUpdatedRows === 1n ? { ok: true } : refuse('over');
}
