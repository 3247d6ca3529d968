import { expect, it } from 'vitest';
import { isBuildStale } from '../../scripts/build-what-is-stale.js';

it('right after a build nothing is stale: what a build writes is none of its own inputs', () => {
  expect(isBuildStale()).toBe(false);
});
