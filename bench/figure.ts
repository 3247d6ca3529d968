import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '#lib/kernel/server/system-clock.ts';

/** One line of the table. */
export type Figure = {
  what: string;
  /** In the figure's own unit; null where there is nothing to reach. */
  goal: { atLeast: number } | { atMost: number } | null;
  measured: number;
  unit: string;
  /** Beside the number: the bare limit, a percentile, how many. */
  note?: string;
};

export type Machine = Record<'cpu' | 'cores' | 'memory' | 'system' | 'node' | 'postgres' | 'commit' | 'load', string>;

/** What else it was doing: a number above a few tenths says that the figures are not the program's alone. */
const loadBefore = loadavg()[0] ?? NaN;

export function describeMachine(postgres: string): Machine {
  const [core] = cpus();
  return {
    cpu: core?.model.trim() ?? 'unknown',
    cores: String(cpus().length),
    memory: `${(totalmem() / 2 ** 30).toFixed(1)} GiB`,
    system: `${process.platform} ${release()} ${process.arch}`,
    node: process.versions.node,
    postgres,
    commit: commit(),
    load: `${loadBefore.toFixed(1)} before the bench began`,
  };
}

function commit(): string {
  try {
    const git = (...words: string[]) => execFileSync('git', words, { encoding: 'utf8' }).trim();
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : ' and changes');
  } catch {
    return 'unknown';
  }
}

export function isMet({ goal, measured }: Figure): boolean | null {
  if (!goal) return null;
  return 'atLeast' in goal ? measured >= goal.atLeast : measured <= goal.atMost;
}

export function printFigures(machine: Machine, figures: readonly Figure[]): void {
  const lines = [
    ['figure', 'goal', 'measured', 'met', ''],
    ...figures.map((figure) => [
      figure.what,
      writeGoal(figure),
      `${writeNumber(figure.measured)} ${figure.unit}`,
      { true: 'yes', false: 'NO', null: '–' }[String(isMet(figure)) as 'true' | 'false' | 'null'],
      figure.note ?? '',
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  console.log();
  for (const [name, value] of Object.entries(machine)) console.log(`${name.padEnd(9)} ${value}`);
  console.log();
  for (const line of lines)
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}

/** The same as JSON, for comparing runs; answers the file's name. */
export function keepFigures(bench: string, machine: Machine, figures: readonly Figure[]): string {
  const folder = 'bench-results';
  mkdirSync(folder, { recursive: true });
  const at = systemClock().toString({ smallestUnit: 'second' });
  const file = join(folder, `${bench}-${at.replaceAll(':', '')}.json`);
  const kept = { bench, at, machine, figures: figures.map((figure) => ({ ...figure, met: isMet(figure) })) };
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`);
  return file;
}

function writeGoal({ goal, unit }: Figure): string {
  if (!goal) return '–';
  return 'atLeast' in goal ? `≥ ${goal.atLeast} ${unit}` : `≤ ${goal.atMost} ${unit}`;
}

function writeNumber(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toFixed(value >= 10 ? 1 : 2);
}

/** Of the sorted samples, the one below which this share of them lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
