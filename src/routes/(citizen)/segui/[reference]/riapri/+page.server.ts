import { fail, redirect } from '@sveltejs/kit';
import { newFormKey } from '#lib/kernel/server/form-key.ts';
import { canStillReopen } from '#lib/requests/citizen-limits.ts';
import { lengths } from '#lib/requests/request.ts';
import { reopenRequest } from '#lib/requests/server/reopen-request.ts';
import * as m from '#lib/words/compiled/messages.js';
import { actAsCitizen, followedPage, requireAct, requireFollowed } from '../followed.ts';
import { refusedAct } from '../refused-act.ts';
import { versionIn } from '../version-in.ts';
import { readForm } from '../../../../read-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { root, municipality } = event.locals;
  const followed = await followedPage(event);
  requireAct(event, followed, 'reopen');
  const { reference, path, request } = followed;
  // Over: the request's page says so, and how to make a new one.
  const late = !request.closedAt || !canStillReopen(request.closedAt, root.clock(), municipality.zone);
  if (late && event.request.method === 'GET') redirect(303, path);
  return {
    reference,
    path,
    version: request.version,
    holder: request.responsible?.name ?? request.office.name,
    key: String(newFormKey()),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const followed = await requireFollowed(event);
    const form = await readForm(event.request);
    const reason = form.get('reason');
    if (reason === '') return fail(400, { reason, error: m.follow_reopen_missing() });
    if (reason.length > lengths.reason) {
      return fail(400, { reason, error: m.follow_too_long({ longest: lengths.reason }) });
    }
    const input = { request: followed.request.id, version: versionIn(form), reason };
    const result = await actAsCitizen(event, followed, form, reopenRequest, input);
    if (result.ok) redirect(303, `${followed.path}?fatto=riaperta`);
    return fail(409, { reason, refusal: refusedAct(result.reason) });
  },
};
