import { redirect } from '@sveltejs/kit';
import { isLocale } from '#lib/words/compiled/runtime.js';
import { LOCALE_COOKIE } from '#lib/words/locale-of-request.ts';
import { readForm } from '../read-form.ts';
import type { RequestHandler } from './$types';

const ONE_YEAR = 365 * 24 * 60 * 60;

/** Keeps the chosen language in a cookie, and goes back to where it was chosen. */
export const POST: RequestHandler = async ({ request, cookies, url }) => {
  const form = await readForm(request);
  const lang = form.get('lang');
  if (isLocale(lang)) {
    cookies.set(LOCALE_COOKIE, lang, {
      path: '/',
      maxAge: ONE_YEAR,
      sameSite: 'lax',
      httpOnly: true,
      secure: url.protocol === 'https:',
    });
  }
  redirect(303, placeOnThisSite(form.get('back'), url));
};

/** Who asks for a page without a form has lost the way. */
export const GET: RequestHandler = () => redirect(303, '/');

// What comes back from a form may be anything: only a path of ours is followed.
function placeOnThisSite(back: string, here: URL): string {
  if (!back.startsWith('/')) return '/';
  const there = URL.parse(back, here);
  return there?.origin === here.origin ? there.pathname + there.search : '/';
}
