import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** What tells one process from another that was given the same number later. */
export interface ProcessIdentity {
  pid: number;
  /** Of this boot: after a power cut every recorded identity is another's. */
  boot: string;
  /** Clock ticks since boot (Linux) or the text of `ps` (elsewhere). */
  started: string;
}

/** Undefined when no such process runs; a zombie does not run. */
export function identify(pid: number): ProcessIdentity | undefined {
  const started = startedAt(pid);
  return started === undefined ? undefined : { pid, boot: bootId(), started };
}

export function isRunning(identity: ProcessIdentity): boolean {
  const now = identify(identity.pid);
  return now?.boot === identity.boot && now.started === identity.started;
}

/** The name of the program, without its path; undefined when the process does not run. */
export function programName(pid: number): string | undefined {
  if (startedAt(pid) === undefined) return undefined;
  return process.platform === 'linux'
    ? readOr(`/proc/${String(pid)}/comm`)?.trim()
    : ps(pid, 'comm')?.split('/').at(-1)?.trim();
}

/** Undefined where the system does not tell (macOS, another user's process). */
export function workingFolder(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${String(pid)}/cwd`);
  } catch {
    return undefined;
  }
}

/** True when the process is gone within the time. */
export async function waitUntilGone(pid: number, milliseconds: number): Promise<boolean> {
  const deadline = performance.now() + milliseconds;
  while (startedAt(pid) !== undefined) {
    if (performance.now() > deadline) return false;
    await wait(20);
  }
  return true;
}

function startedAt(pid: number): string | undefined {
  if (process.platform !== 'linux') return ps(pid, 'lstart');
  const stat = readOr(`/proc/${String(pid)}/stat`);
  // The second field is the program's name in brackets and may itself hold spaces and brackets.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields === undefined || fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
}

function bootId(): string {
  return readOr('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
}

function ps(pid: number, column: string): string | undefined {
  try {
    return execFileSync('ps', ['-p', String(pid), '-o', `${column}=`], { encoding: 'utf8' }).trim();
  } catch {
    return undefined; // ps answers 1 for a process that is not there
  }
}

function readOr(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
