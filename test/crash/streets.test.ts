import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmbeddedServer, type EmbeddedServer } from '../../src/launch/embedded-server.ts';
import { keyOf } from '../../src/launch/installation-key.ts';
import { makeLogIns } from '../../src/launch/log-ins.ts';
import { migrate } from '../../src/launch/migrate.ts';
import { newId, type StreetImportId } from '#lib/kernel/ids.ts';
import { openDatabase, openPool } from '#lib/kernel/server/database.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { keyOfRegister, openFileStore } from '#lib/files/server/file-store.ts';
import { registerColumns } from '#lib/places/register-file.ts';
import { orderStreetImport } from '#lib/places/server/street-imports.ts';
import { asking } from '#test/catalogue.ts';
import { buildTwoTowns } from '#test/town.ts';
import { kill, start } from './processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'crash-streets-'));
const filesUrl = pathToFileURL(join(folder, 'files/')).href;
const secret = Buffer.alloc(32, 7);
const numbers = 60_000;
let server: EmbeddedServer;
let owner = '';
const logIns = { web: '', worker: '' };

beforeAll(async () => {
  chmodSync(folder, 0o755);
  server = await startEmbeddedServer({ folder: join(folder, 'server'), durable: false });
  await asking(server.ownerUrl('postgres'), (client) => client.query('create database streets'));
  owner = server.ownerUrl('streets');
  await migrate({ url: owner, folder: 'migrations' });
  const { web, worker } = await makeLogIns(owner, keyOf(secret));
  logIns.web = server.loginUrl('streets', web.user, web.password);
  logIns.worker = server.loginUrl('streets', worker.user, worker.password);
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a file whose worker is killed in the middle is read from its beginning by another, and counts once', async () => {
  const pool = openPool({ name: 'crash streets', url: logIns.web, size: 2 });
  const [town] = await buildTwoTowns(openDatabase(pool));
  const id = newId<StreetImportId>();
  const content = Buffer.from(inventedRegister());
  await openFileStore(filesUrl).put(keyOfRegister(town.id, id), Readable.from([content]));
  const order = { id, fileName: 'INDIR.csv', bytes: content.length, sha256: '', cadastralCode: null };
  expect((await perform(town.door, town.people.administrator, null, orderStreetImport, order)).ok).toBe(true);
  await pool.end();

  const first = startWorker();
  await expect.poll(async () => (await seen()).rows_read, { timeout: 60_000, interval: 20 }).toBeGreaterThan(5000);
  await kill(first);
  expect(await seen()).toMatchObject({ state: 'reading', turn: 1, streets: 0 });

  const second = startWorker();
  // It begins once the first one has been silent for half a minute.
  await expect.poll(async () => (await seen()).stored, { timeout: 120_000, interval: 200 }).toBe(false);
  await kill(second);
  expect(await seen()).toMatchObject({ state: 'done', turn: 2, rows_read: numbers, rows_bad: 0, entries: 1 });
  expect(await seen()).toMatchObject({ streets: 600, numbers, staged: 0 });
  expect(readdirSync(join(folder, 'files'), { recursive: true }).filter((name) => name.includes('.'))).toEqual([]);
});

function startWorker() {
  return start('worker', {
    INSIEME_ROLE: 'worker',
    LOG_LEVEL: 'silent',
    DATABASE_WEB_URL: logIns.web,
    DATABASE_WORKER_URL: logIns.worker,
    INSIEME_KEY: secret.toString('hex'),
    INSIEME_KEY_ID: keyOf(secret).id,
    FILES_URL: filesUrl,
    ADDRESS: 'http://localhost:3000',
  });
}

type Seen = { state: string; turn: number; stored: boolean; rows_read: number; rows_bad: number };

/** The import, and what has come of it. */
function seen(): Promise<Seen & Record<'streets' | 'numbers' | 'staged' | 'entries', number>> {
  return asking(owner, async (client) => {
    const { rows } = await client.query<Awaited<ReturnType<typeof seen>>>(
      `select state, turn, stored, rows_read, rows_bad, (select count(*)::int from street) as streets,
         (select count(*)::int from street_number) as numbers, (select count(*)::int from street_import_row) as staged,
         (select count(*)::int from trail_entry where kind = 'streets-imported') as entries
       from street_import`,
    );
    const [row] = rows;
    if (!row) throw new Error('no import');
    return row;
  });
}

function inventedRegister(): string {
  const lines = Array.from({ length: numbers }, (_, at) => {
    const street = at % 600;
    const cells: Partial<Record<(typeof registerColumns)[number], string>> = {
      CODICE_COMUNE: 'H570',
      PROGRESSIVO_NAZIONALE: String(1 + street),
      ODONIMO: `VIA PROVA ${String(street)}`,
      PROGRESSIVO_ACCESSO: String(1 + at),
      CIVICO: String(1 + Math.floor(at / 600)),
    };
    return registerColumns.map((column) => cells[column] ?? '').join(';');
  });
  return [registerColumns.join(';'), ...lines].join('\n');
}
