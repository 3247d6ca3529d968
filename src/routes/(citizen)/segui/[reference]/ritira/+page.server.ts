import { fail, redirect } from '@sveltejs/kit';
import { newFormKey } from '#lib/kernel/server/form-key.ts';
import { citizenLimits } from '#lib/requests/citizen-limits.ts';
import { lengths } from '#lib/requests/request.ts';
import { withdrawRequest } from '#lib/requests/server/withdraw-request.ts';
import { longDay } from '#lib/requests/ui/relative-date.ts';
import { stepName } from '#lib/requests/ui/step-words.ts';
import * as m from '#lib/words/compiled/messages.js';
import { actAsCitizen, followedPage, requireAct, requireFollowed } from '../followed.ts';
import { refusedAct } from '../refused-act.ts';
import { versionIn } from '../version-in.ts';
import { readForm } from '../../../../read-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const followed = await followedPage(event);
  requireAct(event, followed, 'withdraw');
  const { reference, path, request } = followed;
  return {
    reference,
    path,
    title: request.title,
    version: request.version,
    /** What ends with it, by name and day. */
    ends: request.openSteps.map((step) => ({
      id: step.id,
      words: m.follow_withdraw_step({ step: stepName(step), day: longDay(step.date, event.locals.locale) }),
    })),
    days: citizenLimits.reopenDays,
    key: String(newFormKey()),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const followed = await requireFollowed(event);
    const form = await readForm(event.request);
    const reason = form.get('reason');
    if (reason.length > lengths.reason) {
      return fail(400, { reason, error: m.follow_too_long({ longest: lengths.reason }) });
    }
    const input = { request: followed.request.id, version: versionIn(form), reason: reason || null };
    const result = await actAsCitizen(event, followed, form, withdrawRequest, input);
    if (result.ok) redirect(303, `${followed.path}?fatto=ritirata`);
    return fail(409, { reason, refusal: refusedAct(result.reason) });
  },
};
