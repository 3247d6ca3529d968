import fc from 'fast-check';
import { expect, test } from 'vitest';
import { publicPoint } from './public-point.ts';

const told = { shown: true, place: 'Via Roma' };
const metresPerDegree = 111_320;

test('a public point is near, and the same for every door around it', () => {
  const degrees = { noNaN: true, noDefaultInfinity: true };
  const points = fc.record({
    latitude: fc.double({ min: 36, max: 47, ...degrees }),
    longitude: fc.double({ min: 7, max: 18, ...degrees }),
  });
  fc.assert(
    fc.property(points, (point) => {
      const at = publicPoint(told, point);
      expect(Math.abs((at?.latitude ?? 0) - point.latitude) * metresPerDegree).toBeLessThan(28);
      expect(String(at?.latitude)).toMatch(/^\d+(\.\d{1,3}5?)?$/);
      expect(String(at?.longitude)).toMatch(/^\d+(\.\d{1,3}5?)?$/);
      expect(publicPoint(told, at)).toEqual(at);
    }),
  );
  expect(publicPoint(told, { latitude: 43.35086, longitude: 10.45649 })).toEqual(
    publicPoint(told, { latitude: 43.35107, longitude: 10.45631 }),
  );
});

test('there is none where the page is not shown or tells no place, and where nobody gave one', () => {
  const point = { latitude: 43.35086, longitude: 10.45649 };
  expect(publicPoint({ ...told, shown: false }, point)).toBeNull();
  expect(publicPoint({ ...told, place: '' }, point)).toBeNull();
  expect(publicPoint(told, null)).toBeNull();
});
