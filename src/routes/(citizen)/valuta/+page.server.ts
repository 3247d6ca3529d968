import { fail, redirect } from '@sveltejs/kit';
import { digestOfSecret, newFormKey, parseFormKey } from '#lib/kernel/server/form-key.ts';
import { withinLimit } from '#lib/kernel/server/limits.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { blind } from '#lib/kernel/server/secrets.ts';
import { allStars, rateables } from '#lib/ratings/rating.ts';
import { giveRating } from '#lib/ratings/server/give-rating.ts';
import { readForm } from '../../read-form.ts';
import type { Actions, PageServerLoad } from './$types';

/** From one address: a library's computers, not a machine. */
const given = { uses: 60, per: Temporal.Duration.from({ hours: 1 }) };

/** Nobody is led here but by a form: without one there is nothing to rate. */
export const load: PageServerLoad = ({ request }) => {
  if (request.method === 'GET') redirect(303, '/');
  return { key: String(newFormKey()) };
};

export const actions: Actions = {
  default: async (event) => {
    const { root, municipality, door } = event.locals;
    const form = await readForm(event.request);
    const thing = rateables.find((one) => one === form.get('thing')) ?? null;
    const key = parseFormKey(form.get('key'));
    if (!key || !thing) return fail(400, { thing, reason: 'no-form' as const });
    const stars = allStars.find((one) => String(one) === form.get('stars'));
    if (!stars) return fail(400, { thing, reason: 'no-stars' as const });
    const bucket = blind(root.keys, 'rating', event.getClientAddress());
    if (!(await withinLimit(root.web, { municipality: municipality.id, bucket, limit: given, now: root.clock() })))
      return fail(429, { thing, reason: 'too-many' as const });
    const visitor = { kind: 'citizen', municipality: municipality.id, name: '', request: null } as const;
    const held = { key, holder: digestOfSecret('') };
    const result = await perform(door, visitor, held, giveRating, { thing, stars });
    // Pressed twice with other stars: the first ones were counted.
    const rating = result.ok ? result.rating : result.reason === 'already-sent' ? result.answer?.rating : undefined;
    redirect(303, rating ? `/valuta/${rating}` : '/');
  },
};
