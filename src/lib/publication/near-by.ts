import { readStreetName } from '#lib/places/street-name.ts';
import { streetOf } from './street-of.ts';

/** So far apart, in metres, two reports of the same kind are likely about the same thing: a crossing, a small square. */
export const nearMetres = 100;

/** How many are shown: read in a few seconds, by somebody who is about to send. */
export const mostNearBy = 3;

/** Cells to a degree: some 55 metres high and, in Italy, 40 wide. */
const cells = 2000;

/**
 * Roughly where a request is, as far as its place is public at all. The exact point may be somebody's door, and a distance to it,
 * asked for from three places, would give it away: so nothing finer than a cell is ever compared with what a visitor writes.
 */
export function whereAbouts(
  publicPlace: string,
  { latitude, longitude }: { latitude: number | null; longitude: number | null },
): { latitude: number | null; longitude: number | null } {
  if (publicPlace === '' || latitude === null || longitude === null) return { latitude: null, longitude: null };
  return { latitude: middle(latitude), longitude: middle(longitude) };
}

function middle(degrees: number): number {
  return Math.round(degrees * cells) / cells;
}

/** In steps of fifty, since the cell knows no better; 0 is "less than fifty". */
export function roundMetres(metres: number): number {
  return Math.round(metres / 50) * 50;
}

/** The street of a place in words as it is compared with another's; empty when it begins as no street does. */
export function comparableStreet(place: string): string {
  const { kind, words } = readStreetName(streetOf(place));
  return words.length === 0 ? '' : [kind, ...words].join(' ').trim();
}
