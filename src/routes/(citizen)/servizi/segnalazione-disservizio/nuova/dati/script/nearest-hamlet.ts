type Point = { latitude: number; longitude: number };

/** As the crow flies; over a few kilometres the Earth is flat enough, but a degree of longitude is shorter. */
export function nearestHamlet<T extends Point>(hamlets: readonly T[], here: Point): T | undefined {
  const narrowing = Math.cos((here.latitude * Math.PI) / 180);
  const distance = ({ latitude, longitude }: Point) =>
    Math.hypot(latitude - here.latitude, (longitude - here.longitude) * narrowing);
  return hamlets.toSorted((a, b) => distance(a) - distance(b))[0];
}
