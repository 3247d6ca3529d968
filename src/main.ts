import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepareDataFolder } from './launch/data-folder.ts';
import * as say from './launch/messages.ts';
import { loadDevelopmentPages, loadPages } from './launch/pages.ts';
import { Problem } from './launch/problem.ts';
import { startDatabase, type StartedDatabase } from './launch/start-database.ts';
import { stopOrder } from './launch/stop-signals.ts';
import { ADDRESS_HEADER, openWebServer, PROTOCOL_HEADER, type WebServer } from './launch/web-server.ts';
import { parsePersonsSettings, parseProcessSettings, type PersonsSettings } from './lib/kernel/settings.ts';

/** Whoever stops us has less patience than a hanging statement; the database survives being cut off. */
const LONGEST_STOP = 4_500;
const project = dirname(import.meta.dirname);

async function run(): Promise<void> {
  const settings = readSettings();
  const stop = stopOrder();
  const cleanUp = new AsyncDisposableStack();
  // Also while still starting: the embedded server ends with us, and begins again where it was.
  void stop.then(exitAtTheLatest);
  try {
    const { ended } = await start(settings, cleanUp);
    const reason = await Promise.race([stop, ended.then(() => 'database')]);
    if (reason === 'database') throw new Problem(say.databaseEnded());
    tell(say.stopping());
  } finally {
    exitAtTheLatest();
    await cleanUp.disposeAsync();
  }
  tell(say.stopped());
}

/** Everything that must end with the program is deferred in the order it was begun, and ends in the opposite one. */
async function start(settings: PersonsSettings, cleanUp: AsyncDisposableStack): Promise<StartedDatabase> {
  const web = settings.role === 'worker' ? undefined : await openWebServer(settings);
  const dataFolder = prepareDataFolder(settings.dataFolder);
  if (web !== undefined) cleanUp.defer(() => web.close());

  const database = await startDatabase(settings, dataFolder, join(project, 'migrations'), cleanUp, tell);
  // A worker alone serves nothing: the site it writes about is where the same settings would have it.
  handOver(settings, database, dataFolder, web?.address ?? `http://${settings.host}:${String(settings.port)}`);
  if (web === undefined) {
    await startWorkerAlone(cleanUp);
    tell(say.workerReady());
  } else {
    const lines = await startPages(web, cleanUp);
    [say.ready(web.address), ...lines].forEach(tell);
  }
  return database;
}

function exitAtTheLatest(): void {
  setTimeout(() => process.exit(1), LONGEST_STOP).unref();
}

/** The build and the worker are told by environment: they share no module with the launcher. */
function handOver(settings: PersonsSettings, database: StartedDatabase, dataFolder: string, address: string): void {
  Object.assign(process.env, {
    INSIEME_ROLE: settings.role,
    DATABASE_WEB_URL: database.webUrl,
    DATABASE_WORKER_URL: database.workerUrl,
    INSIEME_KEY: database.key.secret.toString('hex'),
    INSIEME_KEY_ID: database.key.id,
    FILES_URL: settings.filesUrl ?? pathToFileURL(join(dataFolder, 'files')).href,
    SMTP_URL: settings.smtpUrl ?? '',
    IMAP_URL: settings.imapUrl ?? '',
    REPLY_ADDRESS: settings.replyAddress,
    MAP_TILES: settings.mapTiles,
    MAP_ATTRIBUTION: settings.mapAttribution,
    LOG_LEVEL: settings.logLevel,
    ADDRESS: address,
    PROTOCOL_HEADER,
    ADDRESS_HEADER,
    // A region's register of streets, unzipped; every route has a limit of its own in `handle` (hooks.body-limit.ts).
    BODY_SIZE_LIMIT: '202M',
  });
  delete process.env.DATABASE_URL; // the owner's log-in stays here
}

async function startPages(web: WebServer, cleanUp: AsyncDisposableStack): Promise<string[]> {
  tell(say.loadingPages());
  const pages = process.argv.includes('--dev') ? await loadDevelopmentPages(project, web) : await loadPages(project);
  cleanUp.defer(() => pages.close());
  cleanUp.defer(() => web.close());
  cleanUp.defer(() => {
    pages.endStreams();
  });
  web.serve(pages.handler);
  return pages.welcome();
}

async function startWorkerAlone(cleanUp: AsyncDisposableStack): Promise<void> {
  const outcome = parseProcessSettings(process.env);
  if (!outcome.ok) throw new Error(outcome.wrong.map(({ name }) => name).join(', '));
  const { startWorker } = await import('./worker.ts');
  const worker = await startWorker(outcome.settings);
  cleanUp.defer(() => worker.close());
}

function readSettings(): PersonsSettings {
  const outcome = parsePersonsSettings(process.env);
  if (!outcome.ok)
    throw new Problem(outcome.wrong.map(({ name, takes }) => say.settingWrong(name, takes.it)).join('\n'));
  return outcome.settings;
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  await run();
  process.exit(0);
} catch (error) {
  if (error instanceof Problem) process.stderr.write(`${error.message}\n`);
  else {
    process.stderr.write(`${say.unexpected()}\n`);
    console.error(error);
  }
  process.exit(1);
}
