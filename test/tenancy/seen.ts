import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { CallSite } from './call-sites.ts';

declare global {
  var reachedCallSites: Set<CallSite> | undefined;
}

/** Where the files of the database tests leave what they saw, for the check that runs after the last of them. */
const folder = 'node_modules/.cache/insieme/seen';

export function forgetSeen(): void {
  rmSync(folder, { recursive: true, force: true });
}

export function keepSeen(statements: ReadonlySet<string>): void {
  mkdirSync(folder, { recursive: true });
  const seen = { statements: [...statements], callSites: [...(globalThis.reachedCallSites ?? [])] };
  writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify(seen));
}

export function readSeen(): { statements: Set<string>; callSites: Set<CallSite> } {
  const files = readdirSync(folder).map(
    (file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as { statements: string[]; callSites: CallSite[] },
  );
  return {
    statements: new Set(files.flatMap((file) => file.statements)),
    callSites: new Set(files.flatMap((file) => file.callSites)),
  };
}
