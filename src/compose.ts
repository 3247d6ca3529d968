import type { Clock } from './lib/kernel/clock.ts';
import type { ProcessSettings } from './lib/kernel/settings.ts';
import type { Municipality } from './lib/municipalities/municipality.ts';
import { openDatabase, openPool, type Database } from './lib/kernel/server/database.ts';
import { openLibraryPool } from './lib/kernel/server/library-pool.ts';
import { openLog, type Log } from './lib/kernel/server/log.ts';
import type { Door } from './lib/kernel/server/perform.ts';
import type { Keys } from './lib/kernel/server/secrets.ts';
import { systemClock } from './lib/kernel/server/system-clock.ts';
import { openFileStore, type FileStore } from './lib/files/server/file-store.ts';
import { openSignIn, type SignIn } from './lib/people/server/sign-in.ts';
import { listMunicipalities } from './lib/municipalities/server/read-municipality.ts';
import { makePracticeMunicipality } from './lib/training/server/make-practice-municipality.ts';
import { practiceWelcome } from './lib/training/server/practice-log-ins.ts';
import { startBackground, type Background } from './background.ts';

/** What a process is made of. Built once, here; nothing else opens a pool. */
export type Root = {
  settings: ProcessSettings;
  clock: Clock;
  log: Log;
  keys: Keys;
  /** For routes: the web log-in's rights. */
  web: Database;
  signIn: SignIn;
  /** Photos, by key. */
  files: FileStore;
  /** The way for acts into one municipality. */
  doorOf(municipality: Municipality): Door;
  /** Makes the practice municipality where there is none yet: before the first page. */
  begin(): Promise<void>;
  /** Lines for the person at the terminal, after the address: the practice log-ins. */
  welcome(): Promise<string[]>;
  /** Ends background work, then the pools. */
  close(): Promise<void>;
};

/** The web process, with the background work inside it when the role is `all`. */
export function composeWeb(settings: ProcessSettings): Root {
  const log = openLog(settings.logLevel);
  const keys: Keys = { current: settings.keyId, byId: new Map([[settings.keyId, Buffer.from(settings.key, 'hex')]]) };
  const pool = openPool({ name: 'insieme web', url: settings.webUrl, size: 10 });
  const signInPool = openLibraryPool({ name: 'insieme sign-in', url: settings.webUrl, size: 3 });
  const background: Background | null =
    settings.role === 'all' ? composeBackground(settings, log, keys, systemClock) : null;
  const web = openDatabase(pool);
  const signIn = openSignIn({ pool: signInPool, key: Buffer.from(settings.key, 'hex') });
  return {
    settings,
    clock: systemClock,
    log,
    keys,
    web,
    signIn,
    files: openFileStore(settings.filesUrl),
    doorOf: (municipality) => doorInto(web, municipality),
    async begin() {
      const parts = { database: web, signIn, keyId: settings.keyId, publicUrl: settings.address };
      await makePracticeMunicipality(parts, systemClock());
    },
    async welcome() {
      const municipalities = await listMunicipalities(web);
      return municipalities.some(({ practice }) => practice) ? practiceWelcome() : [];
    },
    async close() {
      await background?.close();
      await Promise.all([pool.end(), signInPool.end()]);
    },
  };
}

/** A command at the machine, with the rights of the web's log-in and nothing in the background. */
export type Command = {
  database: Database;
  clock: Clock;
  municipalities(): Promise<Municipality[]>;
  doorOf(municipality: Municipality): Door;
  close(): Promise<void>;
};

export function composeCommand(settings: ProcessSettings): Command {
  const pool = openPool({ name: 'insieme command', url: settings.webUrl, size: 2 });
  const database = openDatabase(pool);
  return {
    database,
    clock: systemClock,
    municipalities: () => listMunicipalities(database),
    doorOf: (municipality) => doorInto(database, municipality),
    close: () => pool.end(),
  };
}

function doorInto(database: Database, municipality: Municipality): Door {
  const origin = municipality.practice ? 'practice' : 'live';
  return { database, municipality: municipality.id, clock: systemClock, origin };
}

/** A worker without web. */
export function composeWorker(settings: ProcessSettings): Background {
  const keys: Keys = { current: settings.keyId, byId: new Map([[settings.keyId, Buffer.from(settings.key, 'hex')]]) };
  return composeBackground(settings, openLog(settings.logLevel), keys, systemClock);
}

function composeBackground(settings: ProcessSettings, log: Log, keys: Keys, clock: Clock): Background {
  const pool = openPool({ name: 'insieme worker', url: settings.workerUrl, size: 8 });
  const jobsPool = openLibraryPool({ name: 'insieme jobs', url: settings.workerUrl, size: 6 });
  const background = startBackground({
    settings,
    log,
    keys,
    clock,
    database: openDatabase(pool),
    files: openFileStore(settings.filesUrl),
    jobsPool,
  });
  return {
    async close() {
      await background.close();
      await Promise.all([pool.end(), jobsPool.end()]);
    },
  };
}
