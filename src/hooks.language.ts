import type { Handle } from '@sveltejs/kit/hooks';
import { LOCALE_COOKIE, localeOfRequest } from '#lib/words/locale-of-request.ts';
import { runInLocale } from '#lib/words/server/run-in-locale.ts';

/** Answers in the reader's language and says so in `<html lang>`, where scripts in the page read it. */
export const handleLanguage: Handle = async ({ event, resolve }) => {
  const locale = localeOfRequest(event.cookies.get(LOCALE_COOKIE), event.request.headers.get('accept-language'));
  event.locals.locale = locale;
  const response = await runInLocale(locale, () =>
    resolve(event, {
      transformPageChunk: ({ html }) => html.replace('%lang%', locale),
      preload: ({ type }) => type === 'js' || type === 'css' || type === 'font',
    }),
  );
  // A cache between us and the reader must not hand one language to another.
  if (response.headers.get('content-type')?.startsWith('text/html'))
    response.headers.append('vary', 'accept-language, cookie');
  return response;
};
