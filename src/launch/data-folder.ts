import { accessSync, constants, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import * as say from './messages.ts';
import { Problem } from './problem.ts';
import { identify, isRunning } from './processes.ts';

const LockContent = v.object({ pid: v.number(), boot: v.string(), started: v.string() });

/** The folder's absolute path; made when it is not there. */
export function prepareDataFolder(given: string): string {
  const folder = resolve(given);
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new Problem(say.dataFolderUnwritable(folder), { cause });
  }
  return folder;
}

/**
 * Keeps other copies of the program away from the folder until released. The file names the process by number, boot
 * and time of start, so what a power cut or a kill left behind holds nobody up, whoever got the number since.
 */
export function lockDataFolder(folder: string): { release(): void } {
  const file = join(folder, 'in-use');
  const mine = `${file}.${String(process.pid)}`;
  try {
    writeFileSync(mine, JSON.stringify(identify(process.pid)), { mode: 0o644 });
  } catch (cause) {
    throw new Problem(say.dataFolderUnwritable(folder), { cause });
  }
  try {
    while (!placed(mine, file)) {
      const text = readOr(file);
      const holder = readHolder(text);
      if (holder !== undefined && isRunning(holder)) throw new Problem(say.dataFolderInUse(folder, holder.pid));
      discard(file, text);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return {
    release() {
      rmSync(file, { force: true });
    },
  };
}

/** Whether another copy of the program runs on the folder. */
export function isDataFolderInUse(folder: string): boolean {
  const holder = readHolder(readOr(join(folder, 'in-use')));
  return holder !== undefined && isRunning(holder);
}

/** A link is made whole or not at all, and fails where the name is taken. */
function placed(mine: string, file: string): boolean {
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Of two that find the same stale lock, the slower must not throw away the faster one's new lock. */
function discard(file: string, stale: string | undefined): void {
  if (stale === undefined) return; // released meanwhile
  const aside = `${file}.stale.${String(process.pid)}`;
  try {
    renameSync(file, aside);
  } catch {
    return; // somebody else has
  }
  if (readOr(aside) !== stale) placed(aside, file);
  rmSync(aside, { force: true });
}

function readHolder(text: string | undefined): v.InferOutput<typeof LockContent> | undefined {
  try {
    const parsed = v.safeParse(LockContent, JSON.parse(text ?? ''));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined; // half a line, from a power cut
  }
}

function readOr(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
