import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';

export type Program = { name: string; pid: number; said: string; stop(): Promise<void> };

type Start = {
  name: string;
  file: string;
  environment: Record<string, string>;
  /** Where its output is kept. */
  logs: string;
  /** What it says when it can be used. */
  ready: RegExp;
};

/** Milliseconds; a start takes a tenth of it on a quiet machine. */
const PATIENCE = 60_000;

/** Starts a program of ours as a process of its own and waits until it says that it is ready. */
export async function startProgram({ name, file, environment, logs, ready }: Start): Promise<Program> {
  const child = spawn(process.execPath, [file], {
    env: { ...withoutOurs(process.env), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(join(logs, `${name}.log`));
  let said = '';
  const isReady = Promise.withResolvers<string>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log.write(text);
      if (said.length < 100_000) said += text;
      const found = ready.exec(said);
      if (found) isReady.resolve(found[0]);
    });
  }
  const ended = once(child, 'close');
  void ended.then(() => {
    isReady.reject(new Error(`${name} ended before it was ready:\n${said}`));
    log.end();
  });
  const late = setTimeout(() => {
    isReady.reject(new Error(`${name} is not ready after ${String(PATIENCE / 1000)} s:\n${said}`));
  }, PATIENCE);
  try {
    const line = await isReady.promise;
    return { name, pid: child.pid ?? 0, said: line, stop };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    clearTimeout(late);
  }

  async function stop(): Promise<void> {
    child.kill('SIGTERM');
    await ended;
  }
}

/** What somebody set for their own Insieme must not change the tests. */
function withoutOurs(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours =
    /^(?:INSIEME_|DATABASE_|TLS_|FILES_URL|SMTP_URL|IMAP_URL|REPLY_ADDRESS|PORT$|HOST$|TRUSTED_PROXIES|LOG_LEVEL|MAP_)/;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !ours.test(name)));
}
