import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const OLDEST = 15;
/** Where the systems' own packages put it, a folder for each version. */
const PARENTS = ['/usr/lib/postgresql', '/usr/pgsql', '/opt/homebrew/opt', '/usr/local/opt'];

/** The folder of `initdb` and `postgres` of this machine's own PostgreSQL, the oldest that Insieme takes; null without one. @returns {string | null} */
export function findInstalledPostgres() {
  const found = PARENTS.filter((parent) => existsSync(parent))
    .flatMap((parent) => readdirSync(parent).map((name) => join(parent, name, 'bin')))
    .map((folder) => ({ folder, version: versionOf(folder) }))
    .filter(({ version }) => version >= OLDEST)
    .sort((a, b) => a.version - b.version);
  return found[0]?.folder ?? null;
}

/** @param {string} folder */
function versionOf(folder) {
  if (!existsSync(join(folder, 'initdb')) || !existsSync(join(folder, 'postgres'))) return 0;
  const { stdout } = spawnSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' });
  return Number(/ (\d+)[.\s]/.exec(stdout ?? '')?.[1] ?? 0);
}
