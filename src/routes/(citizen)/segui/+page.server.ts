import { fail, redirect } from '@sveltejs/kit';
import { parseReference, writeReference } from '#lib/kernel/reference.ts';
import { withinLimit } from '#lib/kernel/server/limits.ts';
import { blind, tokenOf } from '#lib/kernel/server/secrets.ts';
import { openByPassword, secretOf } from '#lib/requests/server/open-by-secret.ts';
import { giveAccess } from '../../citizen-cookies.ts';
import { readForm, readQuery } from '../../read-form.ts';
import type { Actions, PageServerLoad } from './$types';

/** Wrong tries from one address at one number. They are counted, never weighed against the right password. */
const wrongTries = { uses: 10, per: Temporal.Duration.from({ minutes: 15 }) };

export const load: PageServerLoad = ({ url }) => ({
  number: readQuery(url).get('numero').slice(0, 40),
  left: url.searchParams.has('uscito'),
});

export const actions: Actions = {
  default: async (event) => {
    const { root, municipality } = event.locals;
    const form = await readForm(event.request);
    const number = form.get('number').slice(0, 40);
    const password = form.get('password').slice(0, 200);
    if (!number || !password) return fail(400, { number, reason: number ? 'no-password' : 'no-number' } as const);

    const reference = parseReference(number);
    const citizen = reference && (await openByPassword(root.web, root.keys, municipality.id, reference, password));
    if (citizen) {
      const secret = await secretOf(root.web, municipality.id, citizen.request);
      if (secret) giveAccess(event, reference, tokenOf(root.keys, secret));
      redirect(303, `/segui/${writeReference(reference)}`);
    }
    const tried = reference ? writeReference(reference) : 'none';
    const within = await withinLimit(root.web, {
      municipality: municipality.id,
      bucket: blind(root.keys, 'wrong-password', `${event.getClientAddress()} ${tried}`),
      limit: wrongTries,
      now: root.clock(),
    });
    return within
      ? fail(400, { number, reason: 'wrong' } as const)
      : fail(429, { number, reason: 'too-many' } as const);
  },
};
