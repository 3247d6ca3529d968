import { fail, redirect } from '@sveltejs/kit';
import { parseReference } from '#lib/kernel/reference.ts';
import { newFormKey, parseFormKey } from '#lib/kernel/server/form-key.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { renewPassword } from '#lib/requests/server/renew-password.ts';
import { giveRenewed } from '../give-renewed.ts';
import { heldByLink, linkedOf } from '../linked.ts';
import { readForm } from '../../../read-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  const linked = await linkedOf(event, 'new-password');
  return { key: newFormKey(), reference: linked && !linked.spent ? linked.reference : null };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await readForm(event.request);
    const linked = await linkedOf(event, 'new-password');
    const key = parseFormKey(form.get('key'));
    const reference = linked && parseReference(linked.reference);
    if (!linked || !reference) return fail(400, { gone: true });
    if (!key) return fail(400, { broken: true });
    const { actor, generation } = linked;
    const held = heldByLink(event, 'new-password', key);
    const answer = await perform(event.locals.door, actor, held, renewPassword, { request: actor.request, generation });
    if (!answer.ok) return fail(409, { gone: true });
    await giveRenewed(event, reference, actor.request);
    redirect(303, `/segui/${linked.reference}/password`);
  },
};
