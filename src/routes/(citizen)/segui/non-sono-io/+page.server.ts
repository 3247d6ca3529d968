import { fail, redirect } from '@sveltejs/kit';
import { newFormKey, parseFormKey } from '#lib/kernel/server/form-key.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { refuseAddress } from '#lib/requests/server/refuse-address.ts';
import { heldByLink, linkedOf } from '../linked.ts';
import { readForm } from '../../../read-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  const linked = await linkedOf(event, 'not-me');
  return { key: newFormKey(), reference: linked?.reference ?? null, done: linked?.spent ?? false };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await readForm(event.request);
    const linked = await linkedOf(event, 'not-me');
    const key = parseFormKey(form.get('key'));
    if (!linked) return fail(400, { gone: true });
    if (!key) return fail(400, { broken: true });
    if (!linked.spent) {
      const { actor, address } = linked;
      const held = heldByLink(event, 'not-me', key);
      const answer = await perform(event.locals.door, actor, held, refuseAddress, { request: actor.request, address });
      if (!answer.ok && answer.reason !== 'already-sent') return fail(409, { gone: true });
    }
    redirect(303, '/segui/non-sono-io');
  },
};
