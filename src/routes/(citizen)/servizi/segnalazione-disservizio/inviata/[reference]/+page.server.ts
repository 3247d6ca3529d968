import { redirect } from '@sveltejs/kit';
import { parseReference, writeReference } from '#lib/kernel/reference.ts';
import { passwordOf } from '#lib/kernel/server/secrets.ts';
import { inLanguage } from '#lib/categories/category.ts';
import { mailAddressOf } from '#lib/requests/author-fields.ts';
import { answerView } from '#lib/requests/ui/answer-view.ts';
import { hour, longDay, longDue } from '#lib/requests/ui/relative-date.ts';
import { openByToken, secretOf } from '#lib/requests/server/open-by-secret.ts';
import { readRequest } from '#lib/requests/server/read-request.ts';
import { readTimeline } from '#lib/requests/server/read-timeline.ts';
import { readAccess } from '../../../../../citizen-cookies.ts';
import type { PageServerLoad } from './$types';

/** The confirmation, as often as it is loaded again. No secret stands in its address: the cookie of sending opens it. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  const { root, municipality, locale } = event.locals;
  const reference = parseReference(event.params.reference);
  const token = reference && readAccess(event, reference);
  const citizen = token ? await openByToken(root.web, root.keys, municipality.id, reference, token) : null;
  const request = citizen && (await readRequest(root.web, citizen, citizen.request));
  const secret = citizen && (await secretOf(root.web, municipality.id, citizen.request));
  if (!request || !secret)
    redirect(303, `/segui?${new URLSearchParams({ numero: event.params.reference }).toString()}`);

  const received = request.receivedAt.toZonedDateTimeISO(municipality.zone).toPlainDate();
  const sentTo = mailAddressOf(request.author);
  const [first] = await readTimeline(root.web, municipality.id, request.id, 'citizen');
  return {
    reference: writeReference(request.reference),
    password: passwordOf(root.keys, secret),
    firstName: request.author.name.split(/\s+/)[0] ?? '',
    sentTo: sentTo && maskEmail(sentTo),
    receivedDay: longDay(received, locale),
    receivedHour: hour(request.receivedAt, municipality.zone, locale),
    due: longDue(request.due, municipality.zone, locale),
    danger: request.danger,
    onCall: request.onCall,
    answers: request.answers.map((answer) => answerView(answer, locale)),
    reachable: sentTo !== null || request.author.phone !== null,
    office: request.office,
    responsible: request.responsible,
    title: request.title,
    place: request.hamlet ? `${request.place}, ${request.hamlet}` : request.place,
    category: inLanguage(request.category.names, locale),
    photos: (first?.files ?? []).filter(({ kind }) => kind === 'photo').map(({ id }) => ({ id })),
    documents: (first?.files ?? []).filter(({ kind }) => kind === 'document').map(({ id, name }) => ({ id, name })),
  };
};

/** Enough to know one's own address by: m…@example.it. */
function maskEmail(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, 1)}…${address.slice(at)}`;
}
