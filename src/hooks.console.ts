import type { Handle } from '@sveltejs/kit/hooks';
import { worksHere } from '#lib/kernel/permissions.ts';
import { actorOfAccount } from '#lib/people/server/read-actor.ts';

const office = '/(console)/ufficio';
const open = new Set([`${office}/accesso`]);
/** Pages for citizens and staff alike: who is signed in is known there, nobody is sent to sign in. */
const shared = new Set(['/foto/[id]']);

/** Finds the person behind the session; who is not signed in, or does not work here, is sent to the sign-in page. */
export const handleConsole: Handle = async ({ event, resolve }) => {
  const route = event.route.id ?? '';
  if (!route.startsWith(office) && !shared.has(route)) return resolve(event);
  const { root, municipality, secure } = event.locals;

  const session = await root.signIn.sessionOf(event.request.headers, secure);
  if (session) {
    const today = root.clock().toZonedDateTimeISO(municipality.zone).toPlainDate();
    const person = await actorOfAccount(root.web, municipality.id, session.account, today);
    if (person && worksHere(person)) Object.assign(event.locals, { person, sessionToken: session.token });
  }
  if (event.locals.person || open.has(route) || shared.has(route)) return resolve(event);

  const back = event.request.method === 'GET' ? event.url.pathname + event.url.search : '/ufficio';
  // Answered rather than thrown: what stands around this hook still sets its headers and writes its line.
  const location = `/ufficio/accesso?${new URLSearchParams({ dopo: back }).toString()}`;
  return new Response(null, { status: 303, headers: { location } });
};
