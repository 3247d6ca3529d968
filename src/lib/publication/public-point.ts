import type { Point } from '#lib/places/point.ts';
import type { PublicView } from './public-view.ts';

/** Lines of the grid on which public points stand, to a degree: 55 m apart, and 40 m from east to west in Italy. */
const linesPerDegree = 2000;

/**
 * Where a request stands on the public map: at the nearest crossing of the grid, always the same one, so that no door is told.
 * Where the page tells no place, because the desk took it out or nobody could read a street in it, there is no point either.
 */
export function publicPoint({ shown, place }: Pick<PublicView, 'shown' | 'place'>, point: Point | null): Point | null {
  if (!shown || place === '' || point === null) return null;
  return { latitude: onLine(point.latitude), longitude: onLine(point.longitude) };
}

function onLine(degrees: number): number {
  return Math.round(degrees * linesPerDegree) / linesPerDegree;
}
