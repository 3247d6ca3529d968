import { expect, it } from 'vitest';
import { isFresh } from '../../scripts/install-what-is-missing.js';

const lock = {
  '': { version: '0.1.0' },
  'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
  'node_modules/tool': { version: '1.0.0', integrity: 'sha512-t', dev: true },
  'node_modules/mac': { version: '1.0.0', integrity: 'sha512-m', optional: true },
};
const a = { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } };
const tool = { 'node_modules/tool': { version: '1.0.0', integrity: 'sha512-t', dev: true } };

it('what runs may stand without the tools and without other platforms', () => {
  expect(isFresh(lock, a, false)).toBe(true);
  expect(isFresh(lock, { ...a, ...tool }, false)).toBe(true);
});

it('a developer wants the tools too', () => {
  expect(isFresh(lock, a, true)).toBe(false);
  expect(isFresh(lock, { ...a, ...tool }, true)).toBe(true);
});

it('another version, other content, something too few or too many is stale', () => {
  expect(isFresh(lock, { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } }, false)).toBe(false);
  expect(isFresh(lock, { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-b' } }, false)).toBe(false);
  expect(isFresh(lock, {}, false)).toBe(false);
  expect(isFresh(lock, { ...a, 'node_modules/gone': { version: '1.0.0' } }, false)).toBe(false);
});
