import { fail, redirect } from '@sveltejs/kit';
import { newFormKey, parseFormKey } from '#lib/kernel/server/form-key.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { passwordOf } from '#lib/kernel/server/secrets.ts';
import { isWaiting } from '#lib/requests/access.ts';
import { mailAddressOf } from '#lib/requests/author-fields.ts';
import { secretOf } from '#lib/requests/server/open-by-secret.ts';
import { renewPassword } from '#lib/requests/server/renew-password.ts';
import { hasFreshPassword } from '../../../../citizen-cookies.ts';
import { giveRenewed } from '../../give-renewed.ts';
import { heldByOwn, openOwn, openOwnOrLast } from '../own-request.ts';
import { readForm } from '../../../../read-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  const { root, municipality } = event.locals;
  const { citizen, request, written } = await openOwn(event);
  const secret = await secretOf(root.web, municipality.id, citizen.request);
  const generation = secret?.generation ?? 0;
  return {
    key: newFormKey(),
    reference: written,
    generation,
    password: secret && hasFreshPassword(event, generation) ? passwordOf(root.keys, secret) : null,
    byMail: mailAddressOf(request.author) !== null && request.addressRefusedAt === null,
    waiting: request.newAddress !== null && isWaiting(request.newAddress, root.clock()),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await readForm(event.request);
    const key = parseFormKey(form.get('key'));
    const generation = Number(form.get('generation'));
    const { citizen, reference, written } = await openOwnOrLast(event);
    if (!key) return fail(400, { broken: true });
    if (!Number.isSafeInteger(generation)) return fail(400, { changed: true });
    const held = heldByOwn(event, reference, key);
    const input = { request: citizen.request, generation };
    const answer = await perform(event.locals.door, citizen, held, renewPassword, input);
    if (!answer.ok) return fail(409, { changed: true });
    await giveRenewed(event, reference, citizen.request);
    redirect(303, `/segui/${written}/password`);
  },
};
