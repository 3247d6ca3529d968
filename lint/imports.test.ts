import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, expect, test } from 'vitest';
import config from './imports.js';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** The rules that a project of these files breaks. */
async function broken(files: Record<string, string>): Promise<string[]> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'insieme-imports-')));
  folders.push(folder);
  const all = {
    'package.json': '{"type":"module","imports":{"#lib/*":"./src/lib/*"}}',
    'tsconfig.json': '{}',
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  symlinkSync(join(import.meta.dirname, '..', 'node_modules'), join(folder, 'node_modules'));
  const { options, ...ruleSet } = config;
  const { tsConfig: _tsConfig, ...rest } = options ?? {};
  const result = await cruise(['src'], { ...rest, baseDir: folder, validate: true, ruleSet });
  const { summary } = result.output as ICruiseResult;
  return summary.violations.map(({ rule }) => rule.name).toSorted();
}

const slice = (name: string, text: string) => ({ [`src/lib/${name}`]: text });
const value = 'export const value = 1;';

test('a slice imports what is before it', async () => {
  const files = { ...slice('requests/request.ts', "import '#lib/trail/entry.ts';"), ...slice('trail/entry.ts', value) };
  expect(await broken(files)).toEqual([]);
});

test('a slice that imports a later one is named', async () => {
  const files = {
    ...slice('trail/entry.ts', "import '#lib/requests/request.ts';"),
    ...slice('requests/request.ts', value),
  };
  expect(await broken(files)).toEqual(['from-trail']);
});

test('a type counts as an import', async () => {
  const text = "import type { A } from '../mail/a.ts'; export type B = A;";
  const files = { ...slice('kernel/b.ts', text), ...slice('mail/a.ts', 'export type A = 1;') };
  expect(await broken(files)).toEqual(['from-kernel']);
});

test('a component counts too', async () => {
  const files = {
    ...slice('people/ui/A.svelte', "<script>import B from '#lib/requests/ui/B.svelte';</script><B />"),
    ...slice('requests/ui/B.svelte', '<p>B</p>'),
  };
  expect(await broken(files)).toEqual(['from-people']);
});

test('slices of one rank do not know each other', async () => {
  const files = { ...slice('mail/a.ts', "import '../live/b.ts';"), ...slice('live/b.ts', value) };
  expect(await broken(files)).toEqual(['from-mail']);
});

test('a slice without a rank is named', async () => {
  const files = { ...slice('novelty/a.ts', "import '../kernel/b.ts';"), ...slice('kernel/b.ts', value) };
  expect(await broken(files)).toEqual(['unranked-slice']);
});

test('a pure file imports nothing from a server folder', async () => {
  const files = { ...slice('requests/a.ts', "import './server/b.ts';"), ...slice('requests/server/b.ts', value) };
  expect(await broken(files)).toEqual(['pure-stays-pure']);
});

test('what is private to a slice stays in it', async () => {
  const files = {
    ...slice('requests/server/a.ts', "import './internal/b.ts';\nimport '#lib/people/server/internal/c.ts';"),
    ...slice('requests/server/internal/b.ts', value),
    ...slice('people/server/internal/c.ts', value),
  };
  expect(await broken(files)).toEqual(['private-of-people']);
});

test('the domain imports no web framework', async () => {
  const files = slice('requests/server/a.ts', "import { redirect } from '@sveltejs/kit';\nredirect(303, '/');");
  expect(await broken(files)).toEqual(['kit-at-the-doors']);
});

test('the launcher imports nothing of what it starts', async () => {
  const files = {
    'src/main.ts': "import './compose.ts';\nimport './lib/kernel/settings.ts';",
    'src/compose.ts': value,
    ...slice('kernel/settings.ts', value),
  };
  expect(await broken(files)).toEqual(['launcher-alone']);
});
