import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupNearby } from './group-nearby.ts';

const spots = fc.array(fc.record({ x: fc.integer({ min: 0, max: 300 }), y: fc.integer({ min: 0, max: 300 }) }));
const itself = (spot: { x: number; y: number }) => spot;

test('everything is in one group, and no two groups lie on top of one another', () => {
  fc.assert(
    fc.property(spots, (members) => {
      const groups = groupNearby(members, itself, 44);
      expect(groups.flat()).toHaveLength(members.length);
      expect(new Set(groups.flat())).toEqual(new Set(members));
      for (const [at, [a]] of groups.entries())
        for (const [b] of groups.slice(at + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual(44);
    }),
  );
});

test('what lies far enough apart stays apart', () => {
  const members = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 100, y: 0 },
  ];
  expect(groupNearby(members, itself, 44).map((group) => group.length)).toEqual([2, 1]);
});
