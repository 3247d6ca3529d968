import type { RequestEvent } from '@sveltejs/kit';
import type { Handle } from '@sveltejs/kit/hooks';
import { worksHere } from '#lib/kernel/permissions.ts';
import { actorOfAccount } from '#lib/people/server/read-actor.ts';
import { sessionCookie } from '#lib/people/server/sign-in.ts';

const office = '/(console)/ufficio';
const open = new Set([`${office}/accesso`]);
/** Pages for citizens and staff alike: who is signed in is known there, nobody is sent to sign in. */
const shared = new Set(['/foto/[id]', '/documenti/[id]']);

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

  // Answered rather than thrown: what stands around this hook still sets its headers and writes its line.
  const location = `/ufficio/accesso?${whereFrom(event, session !== null).toString()}`;
  return new Response(null, { status: 303, headers: { location } });
};

/** Where to come back to after signing in: a form's own page, without the act that was not done. Says so when a session ended meanwhile. */
function whereFrom({ cookies, request, url }: RequestEvent, signedIn: boolean): URLSearchParams {
  const writing = request.method !== 'GET';
  const dopo = writing ? url.pathname : url.pathname + url.search;
  const ended = !signedIn && cookies.getAll().some(({ name }) => name.endsWith(sessionCookie));
  return new URLSearchParams({ dopo, ...(ended ? { scaduta: writing ? 'scrivendo' : '' } : {}) });
}
