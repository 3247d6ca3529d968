import fc from 'fast-check';
import { expect, test } from 'vitest';
import { belongsTo, contains, metresToEdge, readBoundary, tolerance, type Boundary } from './boundary.ts';
import { distance, type Point } from './point.ts';

const within = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const point = fc.record({ latitude: within(43, 44), longitude: within(10, 11) });

/** Round its centre: the corners stand at growing angles, so that no two edges cross. */
const star = fc
  .array(fc.record({ turn: within(0, 1), reach: within(0.05, 0.4) }), { minLength: 4, maxLength: 20 })
  .map((corners): [number, number][] =>
    corners
      .toSorted((a, b) => a.turn - b.turn)
      .map(({ turn, reach }) => [
        10.5 + reach * Math.cos(turn * 2 * Math.PI),
        43.5 + reach * Math.sin(turn * 2 * Math.PI),
      ]),
  );

/** The other way to ask: how often the ring winds round the point, by the angles that its edges are seen under. */
function winds(ring: readonly (readonly [number, number])[], { latitude, longitude }: Point): boolean {
  let turned = 0;
  for (const [at, to] of ring.entries()) {
    const from = ring.at(at - 1) ?? to;
    const [a, b] = [from, to].map(([x, y]) => Math.atan2(y - latitude, x - longitude)) as [number, number];
    let turn = b - a;
    if (turn > Math.PI) turn -= 2 * Math.PI;
    if (turn < -Math.PI) turn += 2 * Math.PI;
    turned += turn;
  }
  return Math.abs(turned) > Math.PI;
}

const nearEdge = (boundary: Boundary, at: Point) => metresToEdge(boundary, at) < 0.01;

test('a point is inside exactly when the ring winds round it', () => {
  fc.assert(
    fc.property(star, point, (ring, at) => {
      fc.pre(!nearEdge([[ring]], at));
      expect(contains([[ring]], at)).toBe(winds(ring, at));
    }),
  );
});

test('a hole takes away what lies in it, a second polygon adds what lies in it', () => {
  fc.assert(
    fc.property(star, star, point, (outer, other, at) => {
      fc.pre(!nearEdge([[outer], [other]], at));
      const [inOuter, inOther] = [contains([[outer]], at), contains([[other]], at)];
      if (inOther && inOuter) expect(contains([[outer, other]], at)).toBe(false);
      if (!inOther) expect(contains([[outer, other]], at)).toBe(inOuter);
      expect(contains([[outer], [other]], at)).toBe(inOuter || inOther);
    }),
  );
});

test('it makes no difference where a ring begins, which way it goes, and whether it says its first point again', () => {
  fc.assert(
    fc.property(star, point, fc.nat(20), (ring, at, begin) => {
      const turned = [...ring.slice(begin % ring.length), ...ring.slice(0, begin % ring.length)];
      const inside = contains([[ring]], at);
      expect(contains([[turned.toReversed()]], at)).toBe(inside);
      expect(contains([[[...ring, ...ring.slice(0, 1)]]], at)).toBe(inside);
    }),
  );
});

test('what is inside belongs to it, what is farther away than the tolerance does not', () => {
  fc.assert(
    fc.property(star, point, (ring, at) => {
      const boundary = [[ring]];
      const near = metresToEdge(boundary, at) <= tolerance;
      expect(belongsTo(boundary, at)).toBe(contains(boundary, at) || near);
      for (const [longitude, latitude] of ring)
        expect(metresToEdge(boundary, at)).toBeLessThanOrEqual(distance(at, { latitude, longitude }) + 0.001);
    }),
  );
});

test('an area is read from every form that GeoJSON has for one, and from nothing else', () => {
  const ring = [
    [10, 43],
    [11, 43],
    [11, 44],
    [10, 43],
  ];
  const polygon = { type: 'Polygon', coordinates: [ring] };
  const feature = { type: 'Feature', properties: { name: 'Borgo' }, geometry: polygon };
  const forms = [
    polygon,
    { type: 'MultiPolygon', coordinates: [[ring]] },
    feature,
    { type: 'FeatureCollection', features: [feature] },
  ];
  for (const form of forms) expect(readBoundary(form)).toEqual([[ring]]);
  for (const none of [null, 7, {}, { type: 'Point', coordinates: [10, 43] }, { ...polygon, coordinates: [[[10]]] }])
    expect(readBoundary(none)).toBeNull();
});
