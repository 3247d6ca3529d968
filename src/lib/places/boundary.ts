import * as v from 'valibot';
import { offset, type Point } from './point.ts';

/** Where a municipality ends, as GeoJSON says it (RFC 7946): polygons of rings, of which the first is the outer one. */
export type Boundary = readonly (readonly Ring[])[];
type Ring = readonly (readonly [longitude: number, latitude: number])[];

/**
 * Metres outside that still count as inside: boundaries are drawn coarsely, a telephone errs by as much, and a pier or a
 * beach may lie beyond the line.
 */
export const tolerance = 200;

const position = v.pipe(
  v.array(v.number()),
  v.minLength(2),
  v.transform(([longitude = 0, latitude = 0]): [number, number] => [longitude, latitude]),
);
const rings = v.array(v.pipe(v.array(position), v.minLength(4)));
const geometry = v.variant('type', [
  v.object({ type: v.literal('Polygon'), coordinates: rings }),
  v.object({ type: v.literal('MultiPolygon'), coordinates: v.array(rings) }),
]);
const feature = v.object({ type: v.literal('Feature'), geometry });
const geoJson = v.variant('type', [
  ...geometry.options,
  feature,
  v.object({ type: v.literal('FeatureCollection'), features: v.array(feature) }),
]);

/** Null for what is no area in GeoJSON. */
export function readBoundary(value: unknown): Boundary | null {
  const parsed = v.safeParse(geoJson, value);
  return parsed.success ? polygonsOf(parsed.output) : null;
}

function polygonsOf(given: v.InferOutput<typeof geoJson>): Ring[][] {
  switch (given.type) {
    case 'Polygon':
      return [given.coordinates];
    case 'MultiPolygon':
      return given.coordinates;
    case 'Feature':
      return polygonsOf(given.geometry);
    case 'FeatureCollection':
      return given.features.flatMap((each) => polygonsOf(each.geometry));
  }
}

/** Inside of a polygon and of none of its holes. */
export function contains(boundary: Boundary, point: Point): boolean {
  // A ray to the east crosses the rings of one polygon an odd number of times, holes included, exactly from inside.
  return boundary.some((polygon) => polygon.filter((ring) => crossesOdd(ring, point)).length % 2 === 1);
}

/** Inside, or so near that nobody can tell. */
export function belongsTo(boundary: Boundary, point: Point): boolean {
  return contains(boundary, point) || metresToEdge(boundary, point) <= tolerance;
}

function crossesOdd(ring: Ring, { latitude, longitude }: Point): boolean {
  let odd = false;
  for (const [from, to] of edges(ring)) {
    const between = from[1] > latitude !== to[1] > latitude;
    if (between && longitude < from[0] + ((to[0] - from[0]) * (latitude - from[1])) / (to[1] - from[1])) odd = !odd;
  }
  return odd;
}

export function metresToEdge(boundary: Boundary, point: Point): number {
  return Math.min(
    ...boundary.flatMap((polygon) =>
      polygon.map((ring) => edges(ring).reduce((least, edge) => Math.min(least, metresTo(edge, point)), Infinity)),
    ),
  );
}

function metresTo([from, to]: Edge, point: Point): number {
  const a = offset(point, { longitude: from[0], latitude: from[1] });
  const b = offset(point, { longitude: to[0], latitude: to[1] });
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(a.x * dx + a.y * dy) / length));
  return Math.hypot(a.x + along * dx, a.y + along * dy);
}

type Edge = readonly [Ring[number], Ring[number]];

/** A ring is closed, whether or not its first point stands again at its end. */
function edges(ring: Ring): Edge[] {
  return ring.flatMap((to, at): Edge[] => {
    const from = ring.at(at - 1);
    return from ? [[from, to]] : [];
  });
}
