import { createServer } from 'node:net';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { endPrograms, makeFolder, startProgram } from './program.ts';

/** What a person can mend is told in one sentence that says what to do, and the exit code is not 0. */

const folder = makeFolder();
const data = join(folder.path, 'data');
const busy = createServer();
beforeAll(async () => {
  busy.listen(0, '127.0.0.1');
  await once(busy, 'listening');
});
afterAll(async () => {
  await endPrograms();
  busy.close();
  folder.remove();
});
const busyPort = () => (busy.address() as AddressInfo).port;

async function failure(environment: Record<string, string>): Promise<string> {
  const program = startProgram({ INSIEME_DATA: data, ...environment });
  expect(await program.ended).toBe(1);
  return program.said().trim();
}

it('a wrong setting is named, with what it takes', async () => {
  expect(await failure({ PORT: 'tremila', LOG_LEVEL: 'tanto' })).toBe(
    'PORT: ci vuole un numero da 0 a 65535 (0: uno libero qualsiasi).\n' +
      'LOG_LEVEL: ci vuole silent, error, warn, info o debug.',
  );
});

it('a taken port is told before anything is made', async () => {
  expect(await failure({ PORT: String(busyPort()) })).toBe(
    `La porta ${String(busyPort())} è già occupata da un altro programma: fermatelo, oppure scegliete un'altra porta con PORT=${String(busyPort() + 1)}.`,
  );
  expect(existsSync(data)).toBe(false);
});

it('an address that is not of this machine is told', async () => {
  expect(await failure({ HOST: '192.0.2.1' })).toMatch(/^HOST=192\.0\.2\.1 non è un indirizzo di questa macchina: /);
});

it('a data folder that cannot be written is told', async () => {
  writeFileSync(join(folder.path, 'un file'), '');
  const inside = join(folder.path, 'un file', 'data');
  expect(await failure({ INSIEME_DATA: inside })).toBe(
    `Non posso scrivere nella cartella dati ${inside}: datemene il permesso, oppure indicatene un'altra con INSIEME_DATA.`,
  );
});

it('a database that cannot be reached is told, without its password', async () => {
  const free = busyPort() === 1 ? 2 : 1;
  const said = await failure({ DATABASE_URL: `postgres://town:s3cret@127.0.0.1:${String(free)}/town` });
  expect(said).toBe(
    `Non raggiungo il PostgreSQL 127.0.0.1:${String(free)}/town: controllate DATABASE_URL, che il server sia acceso e che la rete lasci passare.`,
  );
});

it('a certificate that cannot be used is told', async () => {
  const file = join(folder.path, 'un file');
  expect(await failure({ TLS_CERT: file, TLS_KEY: file })).toMatch(/^Il certificato o la chiave TLS /);
});
