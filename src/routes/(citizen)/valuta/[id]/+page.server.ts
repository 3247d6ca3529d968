import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { parseId, type RatingId } from '#lib/kernel/ids.ts';
import { digestOfSecret, newFormKey, parseFormKey } from '#lib/kernel/server/form-key.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { aspects, isContent, longestDetails, rateable } from '#lib/ratings/rating.ts';
import { completeRating } from '#lib/ratings/server/give-rating.ts';
import { findRating } from '#lib/ratings/server/read-ratings.ts';
import { readForm } from '../../../read-form.ts';
import type { Actions, PageServerLoad } from './$types';

async function find({ locals, params }: RequestEvent) {
  const id = parseId<RatingId>(params.id ?? '');
  const rating = id && (await findRating(locals.root.web, locals.municipality.id, id));
  if (!rating) error(404);
  return { id, ...rating };
}

export const load: PageServerLoad = async (event) => {
  const { thing, stars, completed } = await find(event);
  return { stars, completed, content: isContent(stars), back: rateable[thing].path, key: String(newFormKey()) };
};

export const actions: Actions = {
  default: async (event) => {
    const { door, municipality } = event.locals;
    const { id } = await find(event);
    const form = await readForm(event.request);
    const typed = { aspect: form.get('aspect'), details: form.get('details') };
    const key = parseFormKey(form.get('key'));
    if (!key) return fail(400, { ...typed, reason: 'no-key' as const });
    if (typed.details.length > longestDetails) return fail(400, { ...typed, reason: 'too-long' as const });
    const aspect = aspects.find((one) => one === typed.aspect) ?? null;
    const visitor = { kind: 'citizen', municipality: municipality.id, name: '', request: null } as const;
    const held = { key, holder: digestOfSecret('') };
    await perform(door, visitor, held, completeRating, { rating: id, aspect, details: typed.details });
    // Whatever it was, completed before or too late: there is nothing more to do than to thank.
    redirect(303, `/valuta/${id}?fatto`);
  },
};
