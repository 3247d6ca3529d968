import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Part = 'writer' | 'sequencer' | 'follower' | 'worker';
export type Running = { part: Part; process: ChildProcess; working: Promise<unknown> };

/** One of this folder's programs; `working` resolves once it has begun. */
export function start(part: Part, environment: Record<string, string>): Running {
  const child = spawn(process.execPath, [join(import.meta.dirname, `${part}.ts`)], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const working = Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code, signal]: unknown[]) => {
      if (signal !== 'SIGKILL') throw new Error(`${part} ended by itself (${String(code)})`);
    }),
  ]);
  working.catch(() => undefined); // asked for again by whoever needs it
  return { part, process: child, working };
}

export async function kill({ process: child }: Running): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) throw new Error('ended before it was killed');
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** The postmaster and every process of it, at once: as when the machine loses its power. */
export function killServer(postmaster: number): void {
  for (const pid of [postmaster, ...childrenOf(postmaster)]) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
      } catch {
        return false; // gone meanwhile
      }
    });
}
