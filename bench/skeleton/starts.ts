import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from '../figure.ts';
import { settle, startProgram } from './program.ts';

const restSeconds = 20;

/** The program as a town has it: a data folder of its own, with the database inside. */
export async function measureStarts(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'insieme-bench-'));
  chmodSync(folder, 0o755);
  try {
    const first = await startProgram(folder, {});
    await first.stop();
    const second = await startProgram(folder, {});
    await settle(restSeconds);
    const memory = second.memory();
    await second.stop();
    const start = (what: string, goal: Figure['goal'], milliseconds: number, note: string): Figure => {
      return { what, goal, measured: milliseconds / 1000, unit: 's', note };
    };
    return [
      start('start on an empty folder to first page', { atMost: 90 }, first.firstPage, 'installed and built before'),
      start('second start to first page', { atMost: 3 }, second.firstPage, ''),
      {
        what: 'memory at rest, with its database',
        goal: { atMost: 200 },
        measured: memory / 1e6,
        unit: 'MB',
        note: `proportional set of all processes, ${restSeconds} s after the first page`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
