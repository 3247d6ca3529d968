import type { Handle } from '@sveltejs/kit/hooks';
import { v7 } from 'uuid';
import { findMunicipality } from '#lib/municipalities/server/read-municipality.ts';
import { currentRoot } from './root.ts';

/**
 * Which municipality this is, by the host, and what every request carries: its id for the log, its door for acts. The log
 * names the route, never the address: that may hold a token or a person's words.
 */
export const handleMunicipality: Handle = async ({ event, resolve }) => {
  const root = currentRoot();
  const requestId = v7();
  const started = performance.now();
  Object.assign(event.locals, {
    root,
    requestId,
    secure: event.url.protocol === 'https:',
    person: null,
    sessionToken: null,
  });

  const response = await answer();
  response.headers.set('x-request-id', requestId);
  // Nobody else learns an address of ours. Not no-referrer: with it browsers send every form with `Origin: null`, and Kit
  // refuses them all; only the answer to a link with a token says so itself.
  if (!response.headers.has('referrer-policy')) response.headers.set('referrer-policy', 'same-origin');
  response.headers.set('x-content-type-options', 'nosniff');
  if (event.locals.secure) response.headers.set('strict-transport-security', 'max-age=31536000');
  root.log.info(
    {
      request: requestId,
      route: event.route.id,
      method: event.request.method,
      status: response.status,
      ms: Math.round(performance.now() - started),
    },
    'answered',
  );
  return response;

  async function answer(): Promise<Response> {
    // A monitor asks by whatever name it knows the machine.
    if (event.route.id === '/salute') return resolve(event);
    const municipality = await findMunicipality(root.web, event.url.host);
    if (!municipality) return new Response('Unknown host', { status: 421, headers: { 'content-type': 'text/plain' } });
    event.locals.municipality = municipality;
    event.locals.door = root.doorOf(municipality);
    return resolve(event);
  }
};
