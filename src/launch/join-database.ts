import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PersonsSettings } from '../lib/kernel/settings.ts';
import { isDataFolderInUse } from './data-folder.ts';
import { ownerUrl } from './embedded-server.ts';
import { findInstallationKey } from './installation-key.ts';
import { makeLogIns } from './log-ins.ts';
import { withLogIn } from './outside-server.ts';
import { DATABASE, startDatabase, type StartedDatabase } from './start-database.ts';

/** For a command beside the program: the server that the running program has started, else one for as long as it is needed. */
export async function joinDatabase(
  settings: PersonsSettings,
  dataFolder: string,
  migrations: string,
  cleanUp: AsyncDisposableStack,
  tell: (line: string) => void,
): Promise<StartedDatabase> {
  const runtime = settings.databaseUrl === null && isDataFolderInUse(dataFolder) ? socketFolder(dataFolder) : undefined;
  if (runtime === undefined) return startDatabase(settings, dataFolder, migrations, cleanUp, tell);
  // The program that runs has brought the schema to its version.
  const url = ownerUrl(runtime, DATABASE);
  const key = await findInstallationKey(url, dataFolder, settings.key);
  const { web, worker } = await makeLogIns(url, key);
  const ended = new Promise<void>(() => undefined);
  return { webUrl: withLogIn(url, web), workerUrl: withLogIn(url, worker), key, ended };
}

/** Where the server listens, as it says itself. */
function socketFolder(dataFolder: string): string | undefined {
  try {
    return readFileSync(join(dataFolder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[4] || undefined;
  } catch {
    return undefined;
  }
}
