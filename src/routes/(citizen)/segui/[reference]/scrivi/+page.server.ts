import { fail, redirect } from '@sveltejs/kit';
import { newFormKey } from '#lib/kernel/server/form-key.ts';
import { lengths } from '#lib/requests/request.ts';
import { writeToOffice } from '#lib/requests/server/write-to-office.ts';
import * as m from '#lib/words/compiled/messages.js';
import { actAsCitizen, followedPage, requireAct, requireFollowed } from '../followed.ts';
import { refusedAct } from '../refused-act.ts';
import { readForm } from '../../../../read-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const followed = await followedPage(event);
  requireAct(event, followed, 'write');
  const { reference, path, request } = followed;
  return { reference, path, office: request.office.name, key: String(newFormKey()) };
};

export const actions: Actions = {
  default: async (event) => {
    const followed = await requireFollowed(event);
    const form = await readForm(event.request);
    const text = form.get('text');
    if (text === '') return fail(400, { text, error: m.follow_write_missing() });
    if (text.length > lengths.message) {
      return fail(400, { text, error: m.follow_too_long({ longest: lengths.message }) });
    }
    const result = await actAsCitizen(event, followed, form, writeToOffice, { request: followed.request.id, text });
    if (result.ok) redirect(303, `${followed.path}?fatto=messaggio`);
    return fail(409, { text, refusal: refusedAct(result.reason) });
  },
};
