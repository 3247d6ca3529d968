import type { Handle } from '@sveltejs/kit/hooks';
import { mapOf } from '#lib/ui/map/offered-map.ts';

/** Pages that offer a map: they alone may show pictures from its makers, once somebody has asked for it. */
const withMap = new Set([
  '/(citizen)/segnalazioni',
  '/(citizen)/servizi/segnalazione-disservizio/nuova/dati',
  '/(console)/ufficio/segnalazioni/[reference]',
]);

/** The policy is made by the build, which knows no settings: here it gets the one origin of the map. */
export const handleMap: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  const map = withMap.has(event.route.id ?? '') ? mapOf(event.locals.root.settings) : null;
  const policy = response.headers.get('content-security-policy');
  if (map && policy)
    response.headers.set('content-security-policy', policy.replace('img-src ', `img-src ${map.origin} `));
  return response;
};
