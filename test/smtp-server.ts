import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { SmtpMood, TakenMail } from './smtp-server-process.ts';

export type SmtpServer = {
  url: string;
  /** Everything it took since it was started or `taken` was emptied. */
  taken: TakenMail[];
  become(mood: SmtpMood): Promise<void>;
  /** Resolves when it has taken as many messages as that, in all. */
  hasTaken(count: number): Promise<void>;
  stop(): Promise<void>;
};

type Said = { port?: number; mood?: SmtpMood; taken?: TakenMail };

/** Starts the mail server in another process, on a free port of this machine. */
export async function startSmtpServer(): Promise<SmtpServer> {
  const child = fork(new URL('smtp-server-process.ts', import.meta.url), { stdio: 'inherit', execArgv: [] });
  const taken: TakenMail[] = [];
  const [{ port }] = (await once(child, 'message')) as [Said];
  child.on('message', (said: Said) => {
    if (said.taken) taken.push(said.taken);
    child.emit('taken');
  });
  return {
    url: `smtp://127.0.0.1:${String(port)}`,
    taken,
    async become(mood) {
      child.send(mood);
      for (;;) {
        const [said] = (await once(child, 'message')) as [Said];
        if (said.mood === mood) return;
      }
    },
    async hasTaken(count) {
      while (taken.length < count) await once(child, 'taken');
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
