import { redirect } from '@sveltejs/kit';
import { parseReference, writeReference } from '#lib/kernel/reference.ts';
import { passwordOf } from '#lib/kernel/server/secrets.ts';
import { openByToken, secretOf } from '#lib/requests/server/open-by-secret.ts';
import { readRequest } from '#lib/requests/server/read-request.ts';
import { longDay } from '#lib/requests/ui/relative-date.ts';
import { readAccess } from '../../../../../../citizen-cookies.ts';
import type { PageServerLoad } from './$types';

/** Number and password large, on one sheet: for who has no mail, and for the drawer at home. */
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
  const due = request.due.date ?? request.due.at.toZonedDateTimeISO(municipality.zone).toPlainDate();
  return {
    reference: writeReference(request.reference),
    password: passwordOf(root.keys, secret),
    title: request.title,
    due: longDay(due, locale),
    url: `${municipality.publicUrl}/segui`,
  };
};
