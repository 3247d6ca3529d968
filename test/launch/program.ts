import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The real program as a child, as npm's shell starts it. */
export interface Program {
  child: ChildProcess;
  /** Everything said so far, on both outputs. */
  said(): string;
  /** Resolves with the address when the program serves; throws with what it said when it ends before. */
  ready(): Promise<string>;
  /** Resolves with the exit code. */
  ended: Promise<number | null>;
}

const running = new Set<Program>();

export function startProgram(environment: Record<string, string>): Program {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['src/main.ts'], {
    env: { PATH, HOME, PORT: '0', LOG_LEVEL: 'error', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const change = new EventTarget();
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (more: string) => {
      text += more;
      change.dispatchEvent(new Event('said'));
    });
  const ended = once(child, 'close').then(([code]) => {
    change.dispatchEvent(new Event('said'));
    running.delete(program);
    return code as number | null;
  });
  const program: Program = {
    child,
    said: () => text,
    async ready() {
      for (;;) {
        const address = /^Pronto: (http\S+)$/m.exec(text)?.[1];
        if (address !== undefined) return address;
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`ended: ${text}`);
        await once(change, 'said');
      }
    },
    ended,
  };
  running.add(program);
  return program;
}

/** For what a failed test leaves. */
export async function endPrograms(): Promise<void> {
  for (const program of running) {
    program.child.kill('SIGKILL');
    await program.ended;
  }
}

/** A folder of its own, with a space in its name; readable for whoever the server runs as. */
export function makeFolder(): { path: string; remove(): void } {
  const parent = mkdtempSync(join(tmpdir(), 'launch-'));
  const path = join(parent, 'una cartella');
  mkdirSync(path);
  return {
    path,
    remove() {
      rmSync(parent, { recursive: true, force: true });
    },
  };
}
