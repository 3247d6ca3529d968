import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../src/launch/migrate.ts';
import { startInstalledServer } from './installed-server.ts';
import { TEMPLATE } from './test-database.ts';
import { forgetSeen } from './tenancy/seen.ts';
import { startTestServer } from './test-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    ownerUrl: string;
  }
}

/**
 * One real PostgreSQL for the run, with a migrated template that every test file clones: the embedded one, or this machine's
 * own, whose folder of programs INSIEME_TEST_POSTGRES names.
 */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  forgetSeen();
  const folder = mkdtempSync(join(tmpdir(), 'insieme-test-'));
  const installed = process.env.INSIEME_TEST_POSTGRES;
  const server = installed
    ? await startInstalledServer(installed, join(folder, 'server'))
    : await startTestServer(join(folder, 'server'));
  const client = new pg.Client({ connectionString: server.ownerUrl('postgres') });
  await client.connect();
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  await migrate({ url: server.ownerUrl(TEMPLATE), folder: 'migrations' });
  provide('ownerUrl', server.ownerUrl('postgres'));
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
