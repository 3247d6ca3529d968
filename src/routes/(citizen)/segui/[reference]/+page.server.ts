import { redirect } from '@sveltejs/kit';
import { parseReference, writeReference } from '#lib/kernel/reference.ts';
import { daysLeft } from '#lib/deadlines/days-left.ts';
import { municipalCalendar } from '#lib/deadlines/municipal-calendar.ts';
import { openByToken } from '#lib/requests/server/open-by-secret.ts';
import { readRequest } from '#lib/requests/server/read-request.ts';
import { readTimeline } from '#lib/requests/server/read-timeline.ts';
import { hour, longDay } from '#lib/requests/ui/relative-date.ts';
import { endAccess, readAccess } from '../../../citizen-cookies.ts';
import { choicesOf } from './choices-view.ts';
import { progressOf } from './progress.ts';
import { storyOf } from './story.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  const { root, municipality, locale } = event.locals;
  const reference = parseReference(event.params.reference);
  const token = reference && readAccess(event, reference);
  const citizen = token ? await openByToken(root.web, root.keys, municipality.id, reference, token) : null;
  const request = citizen && (await readRequest(root.web, citizen, citizen.request));
  if (!request) redirect(303, `/segui?${new URLSearchParams({ numero: event.params.reference }).toString()}`);

  const { zone } = municipality;
  const timeline = await readTimeline(root.web, municipality.id, request.id, 'citizen');
  const today = root.clock().toZonedDateTimeISO(zone).toPlainDate();
  const dueDay = request.due.date ?? request.due.at.toZonedDateTimeISO(zone).toPlainDate();
  const unit = request.due.unit === 'hours' ? 'calendar-days' : request.due.unit;
  const received = request.receivedAt.toZonedDateTimeISO(zone).toPlainDate();
  return {
    reference: writeReference(request.reference),
    title: request.title,
    place: [request.place, request.hamlet].filter(Boolean).join(', '),
    receivedAt: { day: longDay(received, locale), hour: hour(request.receivedAt, zone, locale) },
    stage: request.stage,
    outcome: request.outcome,
    outcomeText: request.outcomeText,
    redirectedTo: request.redirectedTo,
    due: request.state === 'closed' ? null : longDay(dueDay, locale),
    daysLeft: request.state === 'closed' ? null : daysLeft(unit, dueDay, today, municipalCalendar(municipality)),
    ...progressOf(request, { zone, locale, today, dueDay }),
    office: request.office,
    responsible: request.responsible,
    category: request.category.names[locale],
    body: request.body,
    choices: choicesOf(request),
    story: storyOf(timeline, { zone, locale }),
  };
};

export const actions: Actions = {
  esci: (event) => {
    const reference = parseReference(event.params.reference);
    if (reference) endAccess(event, reference);
    redirect(303, '/segui?uscito');
  },
};
