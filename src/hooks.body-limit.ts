import type { Handle } from '@sveltejs/kit/hooks';
import { uploadBytes } from '#lib/files/photo-limits.ts';
import { registerBytes } from '#lib/places/street-import.ts';

/** Routes that take files; they read their body as it arrives. Everything else is words. */
const filesBytes: Readonly<Record<string, number>> = {
  '/(citizen)/servizi/segnalazione-disservizio/nuova/dati': uploadBytes,
  '/(citizen)/segui/[reference]': uploadBytes,
  '/(citizen)/segui/[reference]/foto': uploadBytes,
  '/(console)/ufficio/segnalazioni/[reference]': uploadBytes,
  // A little more than is taken, so that a file just too large is told on the page itself.
  '/(console)/ufficio/amministrazione/vie': registerBytes + 1024 * 1024,
};
const wordsBytes = 512 * 1024;

/**
 * BODY_SIZE_LIMIT is one for the whole server and must let files through: here the other routes get theirs. The body is
 * left unread, so that who sends it still receives the page that says why.
 */
export const handleBodyLimit: Handle = async ({ event, resolve }) => {
  const { headers } = event.request;
  const length = Number(headers.get('content-length') ?? 0);
  const limit = filesBytes[event.route.id ?? ''] ?? wordsBytes;
  // Browsers always say how long a form is; who does not could send without end.
  const unmeasured = headers.has('transfer-encoding') && !headers.has('content-length');
  if (length <= limit && !unmeasured) return resolve(event);

  const page = await event.fetch('/troppo-grande', { headers: { accept: 'text/html' } });
  return new Response(await page.text(), {
    status: unmeasured ? 411 : 413,
    headers: [...page.headers].filter(([name]) => name !== 'content-length' && name !== 'set-cookie'),
  });
};
