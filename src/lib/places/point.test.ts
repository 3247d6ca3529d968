import { expect, test } from 'vitest';
import { nearest } from './point.ts';

const hamlets = [
  { name: 'Rosignano Solvay', latitude: 43.387, longitude: 10.44 },
  { name: 'Castiglioncello', latitude: 43.405, longitude: 10.419 },
  { name: 'Vada', latitude: 43.351, longitude: 10.456 },
];

test('the hamlet whose centre is nearest is chosen for who shows where they are', () => {
  expect(nearest(hamlets, { latitude: 43.401, longitude: 10.425 })?.name).toBe('Castiglioncello');
  expect(nearest(hamlets, { latitude: 43.36, longitude: 10.45 })?.name).toBe('Vada');
  expect(nearest(hamlets.slice(3), { latitude: 43.36, longitude: 10.45 })).toBeUndefined();
});
