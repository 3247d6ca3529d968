import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, openSync, closeSync, readFileSync } from 'node:fs';
import { realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { programName, waitUntilGone, workingFolder } from './processes.ts';
import { serverSettings } from './server-settings.ts';
import { chooseServerUser, findBinaries, type ServerUser } from './server-user.ts';

/** The owner of everything in the embedded server. */
export const OWNER = 'insieme';
const RUNTIME_PREFIX = 'insieme-';
/** Postgres allows 107 bytes for the socket's path, its own file name included. */
const LONGEST_RUNTIME_FOLDER = 80;

export interface EmbeddedServerOptions {
  /** The cluster's folder; made when it is not there. Whoever calls holds the lock on what surrounds it. */
  folder: string;
  /** False gives up every write on a crash of the machine, for speed: test databases only. */
  durable?: boolean;
  maxConnections?: number;
  /** More settings of postgresql.conf, by name. */
  settings?: Readonly<Record<string, string>>;
  /** Told before the steps that take seconds. */
  onStep?: (step: 'create' | 'recover') => void;
}

export interface EmbeddedServer {
  /** Connects as the owner, over the Unix socket: no TCP port is open. The database `postgres` is always there. */
  ownerUrl(database: string): string;
  /** The same for a log-in with a password. */
  loginUrl(database: string, login: string, password: string): string;
  processId: number;
  /** Resolves when the server has ended, asked or not. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/** Starts PostgreSQL from the binaries of the npm package, after whatever became of the last run. */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const { folder, durable = true } = options;
  const user = chooseServerUser(folder);
  const binaries = findBinaries(user);

  if (!existsSync(join(folder, 'PG_VERSION'))) {
    options.onStep?.('create');
    await createCluster(folder, binaries, durable, user);
  }
  if (await clearLastRun(folder)) options.onStep?.('recover');
  writeAccessRules(folder, user);

  const runtime = makeRuntimeFolder(user);
  const settings = {
    ...serverSettings({ durable, maxConnections: options.maxConnections ?? 60, runtime }),
    ...options.settings,
  };
  const log = openSync(join(folder, 'server.log'), 'w', 0o600);
  const server = spawnServer(binaries, folder, user, settings, log);
  closeSync(log);

  const ended = new Promise<void>((resolve) => {
    server.once('close', () => {
      rmSync(runtime, { recursive: true, force: true });
      resolve();
    });
  });
  await waitUntilReady(server, folder);

  return {
    ownerUrl: (database) => ownerUrl(runtime, database),
    loginUrl: (database, login, password) =>
      urlAt(runtime, database, `${encodeURIComponent(login)}:${encodeURIComponent(password)}`),
    processId: server.pid ?? 0,
    ended,
    async stop() {
      server.kill('SIGINT'); // "fast": open sessions are ended, a checkpoint is written
      await ended;
    },
  };
}

/** The owner's way to a server that listens in this folder. */
export function ownerUrl(runtime: string, database: string): string {
  return urlAt(runtime, database, OWNER);
}

function urlAt(runtime: string, database: string, credentials: string): string {
  return `postgresql://${credentials}@localhost/${encodeURIComponent(database)}?host=${encodeURIComponent(runtime)}`;
}

/** Made aside and renamed, so that an interrupted start leaves no half cluster behind. */
async function createCluster(
  folder: string,
  binaries: string,
  durable: boolean,
  user: ServerUser | undefined,
): Promise<void> {
  const making = `${folder}.new`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true, mode: 0o700 });
  if (user !== undefined) chownSync(making, user.uid, user.gid);

  // The built-in C.UTF-8 sorts the same on every machine and after every upgrade of the system; what people read in
  // order names its own collation. Access rules are written at each start, "reject" is only what initdb leaves.
  const options = [
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--data-checksums',
  ];
  const child = spawn(
    join(binaries, 'bin', 'initdb'),
    [
      `--pgdata=${folderArgument(making, user)}`,
      `--username=${OWNER}`,
      '--auth=reject',
      ...options,
      ...(durable ? [] : ['--no-sync']),
    ],
    { ...user, cwd: making, env: serverEnvironment(), stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const code = await exitCode(child);
  if (code !== 0) throw new Error(`initdb ended with ${String(code)}: ${said.trim()}`);
  renameSync(making, folder);
}

/**
 * A stale postmaster.pid blocks the start while its number belongs to somebody else or to a zombie, so the process
 * decides, not the file. A server that does run on this folder was left by a launcher that was killed: it is ended.
 * True when there was something to clear.
 */
async function clearLastRun(folder: string): Promise<boolean> {
  const file = join(folder, 'postmaster.pid');
  if (!existsSync(file)) return false;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  const runtime = lines[4] ?? '';

  if (programName(pid) === 'postgres' && (workingFolder(pid) ?? realpathSync(folder)) === realpathSync(folder)) {
    process.kill(pid, 'SIGINT');
    if (!(await waitUntilGone(pid, 10_000))) {
      process.kill(pid, 'SIGQUIT');
      await waitUntilGone(pid, 10_000);
    }
  }
  rmSync(file, { force: true });
  if (basename(runtime).startsWith(RUNTIME_PREFIX)) rmSync(runtime, { recursive: true, force: true });
  return true;
}

/** The owner is whoever runs the launcher, by the kernel's word; the log-ins have passwords. */
function writeAccessRules(folder: string, user: ServerUser | undefined): void {
  const write = (name: string, lines: string[]) => {
    const path = join(folder, name);
    writeFileSync(path, lines.join('\n') + '\n', { mode: 0o600 });
    if (user !== undefined) chownSync(path, user.uid, user.gid);
  };
  write('pg_hba.conf', [`local all ${OWNER} peer map=launcher`, 'local all all scram-sha-256']);
  write('pg_ident.conf', [`launcher "${userInfo().username}" ${OWNER}`]);
}

/** A folder only we and the server can enter, with a name short enough for a socket. */
function makeRuntimeFolder(user: ServerUser | undefined): string {
  const parent = Buffer.byteLength(tmpdir()) > LONGEST_RUNTIME_FOLDER ? '/tmp' : tmpdir();
  const runtime = mkdtempSync(join(parent, RUNTIME_PREFIX));
  chmodSync(runtime, 0o700);
  if (user !== undefined) chownSync(runtime, user.uid, user.gid);
  return runtime;
}

function spawnServer(
  binaries: string,
  folder: string,
  user: ServerUser | undefined,
  settings: Readonly<Record<string, string>>,
  log: number,
): ChildProcess {
  const program = join(binaries, 'bin', 'postgres');
  const given = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const command = [program, '-D', folderArgument(folder, user), ...given];
  // If the launcher is killed the kernel asks the server to end. A session of its own: Ctrl-C in the terminal must
  // reach the launcher, which first ends what uses the server.
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path));
  const [first = program, ...rest] = setpriv === undefined ? command : [setpriv, '--pdeathsig', 'INT', ...command];
  return spawn(first, rest, {
    ...user,
    cwd: folder,
    env: serverEnvironment(),
    stdio: ['ignore', log, log],
    detached: true,
  });
}

/**
 * As root the server changes to a user who may not be able to walk the path to its folder (a clone under /root), but
 * it starts inside it, and this name needs no walking.
 */
function folderArgument(folder: string, user: ServerUser | undefined): string {
  return user !== undefined && process.platform === 'linux' ? '/proc/self/cwd' : folder;
}

/** Nothing of ours: PGDATA and its like would be obeyed, keys would be seen. */
function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

async function waitUntilReady(server: ChildProcess, folder: string): Promise<void> {
  let end: string | undefined;
  exitCode(server).then(
    (code) => (end = String(code)),
    (error: unknown) => (end = String(error)),
  );
  for (;;) {
    if (end !== undefined) throw new Error(`postgres ended with ${end}: ${lastLines(folder)}`);
    // Line 8 of the file tells what the postmaster is at.
    if (readOr(join(folder, 'postmaster.pid')).split('\n')[7]?.trim() === 'ready') return;
    await wait(10);
  }
}

function exitCode(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code));
  });
}

function lastLines(folder: string): string {
  return readOr(join(folder, 'server.log')).trim().split('\n').slice(-5).join(' | ');
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
