// Makes a migrated database and fails when src/lib/kernel/server/database-types.ts is not what its catalogue says;
// with --write it writes it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../src/launch/migrate.ts';
import { startTestServer } from '#test/test-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'insieme-types-'));
const server = await startTestServer(join(folder, 'server'));
try {
  const url = server.ownerUrl('postgres');
  await migrate({ url, folder: 'migrations' });
  const options = process.argv.includes('--write') ? [] : ['--verify'];
  const run = spawnSync(process.execPath, ['scripts/database-types.ts', url, ...options], { stdio: 'inherit' });
  process.exitCode = run.status ?? 1;
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
