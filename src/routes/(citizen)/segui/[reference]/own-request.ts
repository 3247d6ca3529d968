import { redirect, type Cookies } from '@sveltejs/kit';
import { parseReference, writeReference, type Reference } from '#lib/kernel/reference.ts';
import { digestOfSecret, type FormKey } from '#lib/kernel/server/form-key.ts';
import { openByLastToken, openByToken, type CitizenActor } from '#lib/requests/server/open-by-secret.ts';
import { readRequest, type RequestView } from '#lib/requests/server/read-request.ts';
import { readAccess } from '../../../citizen-cookies.ts';

type OwnEvent = { cookies: Cookies; locals: App.Locals; params: { reference: string } };

export type Own = { citizen: CitizenActor; request: RequestView; reference: Reference; written: string };

/** The request of this address for whoever holds its key; everybody else is asked for number and password. */
export async function openOwn(event: OwnEvent): Promise<Own> {
  const { root, municipality } = event.locals;
  const reference = parseReference(event.params.reference);
  const token = reference && readAccess(event, reference);
  const citizen = token ? await openByToken(root.web, root.keys, municipality.id, reference, token) : null;
  const request = citizen && (await readRequest(root.web, citizen, citizen.request));
  if (!request) redirect(303, `/segui?${new URLSearchParams({ numero: event.params.reference }).toString()}`);
  return { citizen, request, reference: request.reference, written: writeReference(request.reference) };
}

/** The same for the form that has just renewed the password and comes a second time: its cookie is of the old one. */
export async function openOwnOrLast(event: OwnEvent): Promise<Pick<Own, 'citizen' | 'reference' | 'written'>> {
  const { root, municipality } = event.locals;
  const reference = parseReference(event.params.reference);
  const token = reference && readAccess(event, reference);
  const last = token ? await openByLastToken(root.web, root.keys, municipality.id, reference, token) : null;
  return last && reference ? { citizen: last, reference, written: writeReference(reference) } : openOwn(event);
}

/** A form's key belongs to whoever holds the request's. */
export function heldByOwn(event: OwnEvent, reference: Reference, key: FormKey) {
  return { key, holder: digestOfSecret(readAccess(event, reference) ?? '') };
}
