import { readdirSync, readFileSync } from 'node:fs';
import { fingerprint } from 'libpg-query';
import { expect, test } from 'vitest';
import { everyCallSite } from './call-sites.ts';
import { acrossMunicipalities } from './installation-tables.ts';
import { readSeen } from './seen.ts';
import { unboundTables } from './unbound-tables.ts';

// Runs after the database tests, all of them: with some of them only, queries stay unseen.
const { statements, callSites } = readSeen();

// Some tests make a table for themselves.
const migrations = readdirSync('migrations').map((file) => readFileSync(`migrations/${file}`, 'utf8'));
const tables = new Set(
  migrations.flatMap((text) => [...text.matchAll(/^create table (\w+)/gm)].map(([, table]) => table)),
);
const isOurs = (problem: string) => tables.has(problem.split(' ')[0]);

test('every statement that ran is held to one municipality, or listed as spanning them', async () => {
  const faults: string[] = [];
  for (const statement of statements) {
    const problems = (await unboundTables(statement)).filter(isOurs);
    if (problems.length === 0 || (await fingerprint(statement)) in acrossMunicipalities) continue;
    faults.push(`${problems.join(', ')} [${await fingerprint(statement)}]: ${statement}`);
  }
  expect(faults).toEqual([]);
});

test('every statement listed as spanning municipalities still exists', async () => {
  const seen = new Set(await Promise.all([...statements].map((statement) => fingerprint(statement))));
  expect(Object.keys(acrossMunicipalities).filter((listed) => !seen.has(listed))).toEqual([]);
});

test('every query in the sources was seen by this check', () => {
  expect(everyCallSite('.').filter((site) => !callSites.has(site))).toEqual([]);
});
