import { fail, redirect } from '@sveltejs/kit';
import { newFormKey } from '#lib/kernel/server/form-key.ts';
import { citizenLimits } from '#lib/requests/citizen-limits.ts';
import { lengths } from '#lib/requests/request.ts';
import { readTimeline } from '#lib/requests/server/read-timeline.ts';
import { remindOffice } from '#lib/requests/server/remind-office.ts';
import { longDay } from '#lib/requests/ui/relative-date.ts';
import * as m from '#lib/words/compiled/messages.js';
import { actAsCitizen, followedPage, requireAct, requireFollowed } from '../followed.ts';
import { refusedAct } from '../refused-act.ts';
import { reminderOf } from '../what-you-can-do.ts';
import { readForm } from '../../../../read-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { root, municipality, locale } = event.locals;
  const followed = await followedPage(event);
  requireAct(event, followed, 'remind');
  const { reference, path, request } = followed;
  const timeline = await readTimeline(root.web, municipality.id, request.id, 'citizen');
  const { day, possible } = reminderOf(followed, timeline, { zone: municipality.zone, now: root.clock() });
  return {
    reference,
    path,
    office: request.office.name,
    /** From when on it is possible; null when it is. */
    from: possible ? null : longDay(day, locale),
    days: citizenLimits.nextReminderAfterDays,
    key: String(newFormKey()),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const followed = await requireFollowed(event);
    const form = await readForm(event.request);
    const text = form.get('text');
    if (text.length > lengths.message) {
      return fail(400, { text, error: m.follow_too_long({ longest: lengths.message }) });
    }
    const input = { request: followed.request.id, text: text || null };
    const result = await actAsCitizen(event, followed, form, remindOffice, input);
    if (result.ok) redirect(303, `${followed.path}?fatto=sollecito`);
    return fail(409, { text, refusal: refusedAct(result.reason) });
  },
};
