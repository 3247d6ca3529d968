import type { Rateable } from '#lib/ratings/rating.ts';

/** Which pages ask at their foot what their reader thinks of them, by route. Not in the middle of a form. */
const byRoute: Readonly<Record<string, Rateable>> = {
  '/(citizen)': 'home',
  '/(citizen)/servizi/segnalazione-disservizio': 'service',
  '/(citizen)/servizi/segnalazione-disservizio/inviata/[reference]': 'report',
  '/(citizen)/segui': 'follow',
  '/(citizen)/segui/[reference]': 'follow',
  '/(citizen)/segnalazioni': 'list',
  '/(citizen)/segnalazioni/[reference]': 'request',
  '/(citizen)/privacy': 'privacy',
  '/(citizen)/accessibilita': 'accessibility',
  '/(citizen)/note-legali': 'legal',
};

export function ratedBy(route: string | null): Rateable | null {
  return route === null ? null : (byRoute[route] ?? null);
}
