import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';
import * as say from './messages.ts';
import { Problem } from './problem.ts';
import type { Handler, WebServer } from './web-server.ts';

const Build = v.object({ handler: v.custom<Handler>((value) => typeof value === 'function') });
interface Root {
  close(): Promise<void>;
  /** Lines for the person at the terminal, after the address: the practice log-ins. */
  welcome?(): Promise<string[]>;
}
/** Where hooks.server.ts keeps what compose() made: a bundle's modules cannot be imported from here. */
const ROOT: unique symbol = Symbol.for('insieme.root');

export interface Pages {
  handler: Handler;
  /** Ends the event streams; the rest of the program still answers. */
  endStreams(): void;
  welcome(): Promise<string[]>;
  /** Ends followers, jobs and pools. */
  close(): Promise<void>;
}

/** Imports the build, which reads the environment and opens its pools; resolves when it can answer. */
export async function loadPages(project: string): Promise<Pages> {
  const file = join(project, 'build', 'handler.js');
  if (!existsSync(file)) throw new Problem(say.notBuilt());
  const { handler } = v.parse(Build, await import(pathToFileURL(file).href));
  return { handler, endStreams, welcome, close: closeRoot };
}

/** The same from the sources, with hot reload. */
export async function loadDevelopmentPages(project: string, { server }: WebServer): Promise<Pages> {
  const { createServer } = await import('vite');
  const vite = await createServer({
    root: project,
    appType: 'custom',
    server: { middlewareMode: true, hmr: { server } },
  });
  return {
    handler: vite.middlewares,
    endStreams,
    welcome,
    async close() {
      await vite.close();
      await closeRoot();
    },
  };
}

function endStreams(): void {
  // adapter-node's own server says the same; with its handler alone it is ours to say.
  process.emit('sveltekit:shutdown' as 'exit', 0);
}

async function closeRoot(): Promise<void> {
  await root()?.close();
}

async function welcome(): Promise<string[]> {
  return (await root()?.welcome?.()) ?? [];
}

function root(): Root | undefined {
  return (globalThis as { [ROOT]?: Root })[ROOT];
}
