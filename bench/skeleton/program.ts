import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** The real program as `npm start` runs it, its log in a file as a service's would be. */
export type Program = {
  address: string;
  /** Milliseconds from the start of the process to the end of its first answer. */
  firstPage: number;
  /** Bytes of the process with all below it, the database too where it is its own; shared pages counted once. */
  memory: () => number;
  /** Milliseconds of processor that the process has used so far. */
  used: () => number;
  stop: () => Promise<void>;
};

const running = new Set<ChildProcess>();

/** For a bench that is interrupted. */
export function killPrograms(): void {
  for (const child of running) child.kill('SIGKILL');
}

export async function startProgram(folder: string, environment: Record<string, string>): Promise<Program> {
  const { PATH = '', HOME = '', BENCH_PROFILE } = process.env;
  const log = openSync(join(folder, 'program.log'), 'a');
  const begun = performance.now();
  const profile = BENCH_PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${BENCH_PROFILE}`] : [];
  const child = spawn(process.execPath, ['--max-semi-space-size=16', ...profile, 'src/main.ts'], {
    env: { PATH, HOME, PORT: '0', INSIEME_DATA: folder, ...environment },
    stdio: ['ignore', 'pipe', log],
  });
  closeSync(log);
  running.add(child);
  const ended = once(child, 'close').then(() => running.delete(child));
  try {
    const port = await said(child, /^Pronto: http:\/\/\S+:(\d+)$/m);
    if (port === null) throw new Error(`the program ended: ${readFileSync(join(folder, 'program.log'), 'utf8')}`);
    const address = `http://127.0.0.1:${port}`;
    const response = await fetch(address);
    await response.text();
    if (!response.ok) throw new Error(`the first page: ${response.status}`);
    const firstPage = performance.now() - begun;
    return { address, firstPage, memory, used, stop };
  } catch (error) {
    await stop();
    throw error;
  }

  function memory(): number {
    return memoryOf(child.pid ?? 0);
  }
  function used(): number {
    return usedBy(child.pid ?? 0);
  }
  async function stop(): Promise<void> {
    child.kill('SIGTERM');
    await ended;
  }
}

/** Resolves with what the program said, or null when it ended before; what it says later is read and thrown away. */
function said({ stdout }: ChildProcess, wanted: RegExp): Promise<string | null> {
  return new Promise((resolve) => {
    let text = '';
    stdout?.setEncoding('utf8').on('data', (more: string) => {
      text = (text + more).slice(-10_000);
      const found = wanted.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
    stdout?.once('end', () => resolve(null));
  });
}

/** Proportional set size: what two processes share is half of each. */
function memoryOf(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const own = Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0) * 1024;
  return childrenOf(pid).reduce((sum, child) => sum + memoryOf(child), own);
}

function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
}

/** Milliseconds of processor that a process and all below it have used, those that have ended too. */
export function usedBy(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const own = fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) * millisecondsOfTick;
  return childrenOf(pid).reduce((sum, child) => sum + usedBy(child), own);
}
const millisecondsOfTick = 10;

/** Until what follows a start or a load has settled: a time, since nothing tells. */
export function settle(seconds: number): Promise<void> {
  return wait(seconds * 1000);
}
