/** WGS84, in degrees. */
export type Point = { latitude: number; longitude: number };

const metresPerDegree = 111_320;

/** As the crow flies, in metres; over some kilometres the Earth is flat enough, but a degree of longitude is shorter. */
export function distance(a: Point, b: Point): number {
  const { x, y } = offset(a, b);
  return Math.hypot(x, y);
}

/** Where `to` lies as seen from `from`: metres to the east and to the north. */
export function offset(from: Point, to: Point): { x: number; y: number } {
  const narrowing = Math.cos((from.latitude * Math.PI) / 180);
  return {
    x: (to.longitude - from.longitude) * narrowing * metresPerDegree,
    y: (to.latitude - from.latitude) * metresPerDegree,
  };
}

/** What lies at most so many metres to the north, east, south or west, in degrees. */
export function around({ latitude, longitude }: Point, metres: number) {
  const height = metres / metresPerDegree;
  const width = height / Math.cos((latitude * Math.PI) / 180);
  return { south: latitude - height, north: latitude + height, west: longitude - width, east: longitude + width };
}

/** Of places with a centre, the one whose centre is nearest. */
export function nearest<T extends Point>(places: readonly T[], here: Point): T | undefined {
  return places.toSorted((a, b) => distance(here, a) - distance(here, b))[0];
}
