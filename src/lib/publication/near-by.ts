import { readStreetName } from '#lib/places/street-name.ts';
import { streetOf } from './street-of.ts';

/** So far apart, in metres, two reports of the same kind are likely about the same thing: a crossing, a small square. */
export const nearMetres = 100;

/** How many are shown: read in a few seconds, by somebody who is about to send. */
export const mostNearBy = 3;

/** In steps of fifty, since the grid of public points knows no better; 0 is "less than fifty". */
export function roundMetres(metres: number): number {
  return Math.round(metres / 50) * 50;
}

/** The street of a place in words as it is compared with another's; empty when it begins as no street does. */
export function comparableStreet(place: string): string {
  const { kind, words } = readStreetName(streetOf(place));
  return words.length === 0 ? '' : [kind, ...words].join(' ').trim();
}
