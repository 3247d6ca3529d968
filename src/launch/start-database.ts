import { join } from 'node:path';
import pg from 'pg';
import type { PersonsSettings } from '../lib/kernel/settings.ts';
import { lockDataFolder } from './data-folder.ts';
import { startEmbeddedServer, type EmbeddedServer } from './embedded-server.ts';
import { findInstallationKey, type InstallationKey } from './installation-key.ts';
import { canHaveRoles, makeLogIns } from './log-ins.ts';
import * as say from './messages.ts';
import { migrate } from './migrate.ts';
import { checkOutsideServer, withLogIn } from './outside-server.ts';
import { Problem } from './problem.ts';

export const DATABASE = 'insieme';

export interface StartedDatabase {
  webUrl: string;
  workerUrl: string;
  key: InstallationKey;
  /** Resolves when the embedded server has ended, asked or not; never for an outside one. */
  ended: Promise<void>;
}

type Settings = Pick<PersonsSettings, 'databaseUrl' | 'databaseRoles' | 'key'>;

/** A database of this version with its key and log-ins; what must end with the program is deferred to `cleanUp`. */
export async function startDatabase(
  settings: Settings,
  dataFolder: string,
  migrations: string,
  cleanUp: AsyncDisposableStack,
  tell: (line: string) => void,
): Promise<StartedDatabase> {
  const embedded = settings.databaseUrl === null ? await startOwnServer(dataFolder, cleanUp, tell) : undefined;
  const url = settings.databaseUrl ?? embedded?.ownerUrl(DATABASE) ?? '';
  if (embedded === undefined) await checkOutsideServer(url);

  const single = settings.databaseRoles === 'single' && embedded === undefined;
  const withRoles = await canHaveRoles(url);
  if (!withRoles && !single) throw new Problem(say.logInsRefused(decodeURIComponent(new URL(url).username)));
  await migrate({
    url,
    folder: migrations,
    withRoles,
    onMissing: () => {
      tell(say.migrating());
    },
  });

  const key = await findInstallationKey(url, dataFolder, settings.key);
  const ended = embedded?.ended ?? new Promise<void>(() => undefined);
  if (single) {
    tell(say.singleLogIn());
    return { webUrl: url, workerUrl: url, key, ended };
  }
  const { web, worker } = await makeLogIns(url, key);
  return { webUrl: withLogIn(url, web), workerUrl: withLogIn(url, worker), key, ended };
}

async function startOwnServer(
  dataFolder: string,
  cleanUp: AsyncDisposableStack,
  tell: (line: string) => void,
): Promise<EmbeddedServer> {
  const lock = lockDataFolder(dataFolder);
  cleanUp.defer(() => {
    lock.release();
  });
  const server = await startEmbeddedServer({
    folder: join(dataFolder, 'postgres'),
    onStep: (step) => {
      tell(step === 'create' ? say.creatingDatabase() : say.recoveringDatabase());
    },
  }).catch((cause: unknown) => {
    throw new Problem(whyNotStarted(cause), { cause });
  });
  cleanUp.defer(() => server.stop());
  await createDatabase(server.ownerUrl('postgres'));
  return server;
}

/** A platform without binaries, or a server that ended at once: a full disk, most of the time. */
function whyNotStarted(cause: unknown): string {
  const detail = cause instanceof Error ? (cause.message.split('\n').at(-1) ?? '') : '';
  const isMissing = detail.endsWith('is not installed');
  return isMissing ? say.serverMissing(`${process.platform}-${process.arch}`) : say.serverFailed(detail);
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(DATABASE)}`);
  } finally {
    await client.end();
  }
}
