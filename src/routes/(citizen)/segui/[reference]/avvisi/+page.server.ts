import { fail, redirect } from '@sveltejs/kit';
import { newFormKey, parseFormKey } from '#lib/kernel/server/form-key.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { noticeChoices } from '#lib/requests/access.ts';
import { chooseNotices } from '#lib/requests/server/choose-notices.ts';
import { heldByOwn, openOwn } from '../own-request.ts';
import { readForm } from '../../../../read-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  const { request, written } = await openOwn(event);
  const saved = event.url.searchParams.has('fatto');
  return { key: newFormKey(), reference: written, notices: request.notices, saved };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await readForm(event.request);
    const { citizen, reference, written } = await openOwn(event);
    const key = parseFormKey(form.get('key'));
    const notices = noticeChoices.find((choice) => choice === form.get('notices'));
    if (!notices) return fail(400, { missing: true });
    if (!key) return fail(400, { broken: true });
    const held = heldByOwn(event, reference, key);
    await perform(event.locals.door, citizen, held, chooseNotices, { request: citizen.request, notices });
    redirect(303, `/segui/${written}/avvisi?fatto`);
  },
};
