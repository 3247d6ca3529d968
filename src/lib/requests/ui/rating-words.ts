import * as m from '#lib/words/compiled/messages.js';
import { ratings, type Rating } from '../request.ts';
import type { Locale } from './relative-date.ts';

const words: Record<Rating, typeof m.rating_yes> = {
  yes: m.rating_yes,
  partly: m.rating_partly,
  no: m.rating_no,
};

/** "Sì", "In parte", "No"; nothing for what is none. */
export function ratingWord(helped: unknown, locale?: Locale): string {
  const rating = ratings.find((known) => known === helped);
  return rating ? words[rating]({}, locale ? { locale } : {}) : '';
}
