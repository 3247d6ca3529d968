import type { Handle } from '@sveltejs/kit/hooks';
import { uploadBytes } from '#lib/files/photo-limits.ts';

/** Routes that take photos; they read their body as it arrives. Everything else is words. */
const takesPhotos = new Set([
  '/(citizen)/servizi/segnalazione-disservizio/nuova/dati',
  '/(citizen)/segui/[reference]',
  '/(citizen)/segui/[reference]/foto',
  '/(console)/ufficio/segnalazioni/[reference]',
]);
const wordsBytes = 512 * 1024;

/**
 * BODY_SIZE_LIMIT is one for the whole server and must let photos through: here the other routes get theirs. The body is
 * left unread, so that who sends it still receives the page that says why.
 */
export const handleBodyLimit: Handle = async ({ event, resolve }) => {
  const { headers } = event.request;
  const length = Number(headers.get('content-length') ?? 0);
  const limit = takesPhotos.has(event.route.id ?? '') ? uploadBytes : wordsBytes;
  // Browsers always say how long a form is; who does not could send without end.
  const unmeasured = headers.has('transfer-encoding') && !headers.has('content-length');
  if (length <= limit && !unmeasured) return resolve(event);

  const page = await event.fetch('/troppo-grande', { headers: { accept: 'text/html' } });
  return new Response(await page.text(), {
    status: unmeasured ? 411 : 413,
    headers: [...page.headers].filter(([name]) => name !== 'content-length' && name !== 'set-cookie'),
  });
};
