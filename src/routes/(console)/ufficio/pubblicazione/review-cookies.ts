import type { Cookies } from '@sveltejs/kit';

/** Whether single letters do something: for whoever speaks to the computer they would be pressed by words (WCAG 2.1.4). */
const keysCookie = 'tasti';

export function readKeys({ cookies }: { cookies: Cookies }): boolean {
  return cookies.get(keysCookie) !== 'no';
}

export function setKeys({ cookies, locals }: { cookies: Cookies; locals: { secure: boolean } }, on: boolean): void {
  const path = '/ufficio';
  if (on) cookies.delete(keysCookie, { path });
  else cookies.set(keysCookie, 'no', { path, sameSite: 'lax', secure: locals.secure, maxAge: 365 * 24 * 60 * 60 });
}
