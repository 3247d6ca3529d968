import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { markCallSites } from './test/tenancy/call-sites.ts';

const databaseServer = './test/database-server.ts';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'test/**/*.unit.test.ts', 'lint/**/*.test.ts'],
          exclude: ['src/**/*.db.test.ts'],
          // Only a hanging test meets it, however busy the machine.
          testTimeout: 60_000,
        },
      },
      {
        plugins: [markCallSites(import.meta.dirname)],
        test: {
          name: 'db',
          // Before `statements`, whatever the number of workers: with one, vitest leaves group 0 for the end.
          sequence: { groupOrder: 1 },
          include: ['src/**/*.db.test.ts', 'test/**/*.db.test.ts'],
          globalSetup: existsSync(databaseServer) ? [databaseServer] : [],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 20_000 } },
        },
      },
      {
        test: {
          // What the database tests asked of the database, held against docs/ARCHITECTURE.md: after all of them.
          name: 'statements',
          include: ['test/tenancy/statements.test.ts'],
          sequence: { groupOrder: 2 },
          testTimeout: 60_000,
        },
      },
      {
        test: {
          // Kills processes and databases by the hundred; SEED=… repeats a run's choices.
          name: 'crash',
          include: ['test/crash/**/*.test.ts'],
          testTimeout: 400_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'launch',
          include: ['test/launch/**/*.test.ts'],
          globalSetup: ['./test/launch/build-pages.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // Each file starts whole programs: one after the other, so that two cores give each its time.
          fileParallelism: false,
        },
      },
    ],
  },
});
