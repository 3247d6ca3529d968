import { error } from '@sveltejs/kit';
import { isContent } from '#lib/ratings/rating.ts';
import { readRatings } from '#lib/ratings/server/read-ratings.ts';
import { aspectWords, rateableName } from '#lib/ratings/ui/rateable-words.ts';
import { shortMoment } from '#lib/requests/ui/relative-date.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { root, person, municipality, locale } }) => {
  const now = root.clock();
  const aYearAgo = now.toZonedDateTimeISO(municipality.zone).subtract({ years: 1 }).toInstant();
  const ratings = person && (await readRatings(root.web, person, aYearAgo));
  if (!ratings) error(404);
  const number = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return {
    things: ratings.things.map(({ thing, count, mean, byStars, liked, hard }) => ({
      name: rateableName(thing),
      count,
      mean: number.format(mean),
      byStars: byStars.map((some, index) => ({ stars: index + 1, count: some })).toReversed(),
      liked: liked.map((one) => ({ words: aspectWords(one.aspect, true), count: one.count })),
      hard: hard.map((one) => ({ words: aspectWords(one.aspect, false), count: one.count })),
    })),
    words: ratings.words.map(({ id, thing, stars, details, at }) => ({
      id,
      name: rateableName(thing),
      stars,
      content: isContent(stars),
      details,
      at: shortMoment(at, now, municipality.zone, locale),
    })),
  };
};
