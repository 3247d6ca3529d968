import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDataFolder, prepareDataFolder } from './data-folder.ts';
import { Problem } from './problem.ts';
import { identify } from './processes.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('the lock on the data folder', () => {
  it('keeps a second one out until the first is released', () => {
    const lock = lockDataFolder(folder);
    expect(() => lockDataFolder(folder)).toThrow(Problem);
    lock.release();
    lockDataFolder(folder).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['of a process that is gone', { pid: 2 ** 22 + 1, boot: 'x', started: '1' }],
    ['of an earlier boot', { ...identify(process.pid), boot: 'an earlier one' }],
    ['of a process whose number somebody else has now', { ...identify(process.pid), started: '1' }],
  ])('a lock %s holds nobody up', (_, left) => {
    writeFileSync(join(folder, 'in-use'), JSON.stringify(left));
    lockDataFolder(folder).release();
  });

  it('half a lock, from a power cut, holds nobody up', () => {
    writeFileSync(join(folder, 'in-use'), '{"pid":');
    lockDataFolder(folder).release();
  });
});

describe('the data folder', () => {
  it('is made where it is missing', () => {
    expect(existsSync(prepareDataFolder(join(folder, 'a', 'b')))).toBe(true);
  });

  it('that cannot be made is a problem in words', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => prepareDataFolder(join(folder, 'file', 'data'))).toThrow(/INSIEME_DATA/);
  });
});
