import { once } from 'node:events';
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { identify, waitUntilGone } from '../../src/launch/processes.ts';
import { endPrograms, makeFolder, startProgram, type Program } from './program.ts';

/** One installation with its embedded database: it is started, stopped, cut off, and keeps its key. */

const folder = makeFolder();
const data = join(folder.path, 'data');
const key = join(data, 'key');
afterEach(endPrograms);
afterAll(() => {
  folder.remove();
});

const start = (environment: Record<string, string> = {}) => startProgram({ INSIEME_DATA: data, ...environment });

function postmaster(): { pid: number; runtime: string } {
  const lines = readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
  return { pid: Number(lines[0]), runtime: lines[4] ?? '' };
}

async function stop(program: Program): Promise<void> {
  program.child.kill('SIGTERM');
  expect(await program.ended).toBe(0);
}

it('the first start makes database and key, the key for its owner only', async () => {
  const program = start();
  const address = await program.ready();
  expect((await fetch(address)).status).toBeLessThan(500);
  expect(statSync(key).mode & 0o777).toBe(0o600);
  await stop(program);
});

it('stops in under five seconds with requests open, and leaves nothing running', async () => {
  const program = start();
  const { port } = new URL(await program.ready());
  const { pid, runtime } = postmaster();
  const half = connect(Number(port), '127.0.0.1').on('error', () => undefined);
  half.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf');
  const keptAlive = connect(Number(port), '127.0.0.1').on('error', () => undefined);
  keptAlive.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(keptAlive, 'data');

  const began = performance.now();
  await stop(program);
  expect(performance.now() - began).toBeLessThan(5_000);
  expect(identify(pid)).toBeUndefined();
  expect(existsSync(runtime)).toBe(false);
  expect(existsSync(join(data, 'in-use'))).toBe(false);
});

it('a data folder in use by another copy is told', async () => {
  const first = start();
  await first.ready();
  const second = start();
  expect(await second.ended).toBe(1);
  expect(second.said()).toMatch(
    new RegExp(
      `^La cartella dati .* è in uso da un'altra copia del programma \\(processo ${String(first.child.pid)}\\): `,
    ),
  );
  await stop(first);
});

it('after the launcher was killed the server ends by itself, and the next start works', async () => {
  const killed = start();
  await killed.ready();
  const { pid } = postmaster();
  killed.child.kill('SIGKILL');
  await killed.ended;
  expect(await waitUntilGone(pid, 10_000)).toBe(true);

  const next = start();
  await next.ready();
  await stop(next);
});

it('after a power cut it starts, even if somebody else has the old numbers', async () => {
  const cut = start();
  await cut.ready();
  const { pid } = postmaster();
  process.kill(pid, 'SIGKILL');
  cut.child.kill('SIGKILL');
  await cut.ended;
  // The numbers that were written down belong to this very test now.
  const left = readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8');
  writeFileSync(join(data, 'postgres', 'postmaster.pid'), left.replace(String(pid), String(process.pid)));
  writeFileSync(join(data, 'in-use'), JSON.stringify({ ...identify(process.pid), started: '1' }));

  const next = start();
  await next.ready();
  expect(next.said()).toContain('recupero la base dati');
  await stop(next);
});

it('ends with the database when that is killed', async () => {
  const program = start();
  await program.ready();
  process.kill(postmaster().pid, 'SIGKILL');
  expect(await program.ended).toBe(1);
  expect(program.said()).toContain('La base dati si è fermata da sola');
});

it('without its key, or with another, it refuses to start', async () => {
  renameSync(key, `${key}.saved`);
  const without = start();
  expect(await without.ended).toBe(1);
  expect(without.said()).toMatch(/Manca la chiave dell'installazione \(.*key\): rimettetela dalla copia di sicurezza/);
  expect(existsSync(key)).toBe(false);

  const wrong = start({ INSIEME_KEY: 'ab'.repeat(32) });
  expect(await wrong.ended).toBe(1);
  expect(wrong.said()).toMatch(/La chiave dell'installazione \(INSIEME_KEY\) non è quella di questa base dati/);

  const given = start({ INSIEME_KEY: readFileSync(`${key}.saved`, 'utf8').trim() });
  await given.ready();
  await stop(given);
});
