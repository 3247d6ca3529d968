import { existsSync, readdirSync } from 'node:fs';
import { inProject } from './project.js';

/** The schema as it was first released: made on an empty database, so nothing waits for its locks. */
const FIRST_SCHEMA = 7;

/**
 * Left out of squawk: each file runs once, in one transaction of its own and under a lock (`prefer-robust-stmts`); a
 * municipality's number is small and a version never reaches two thousand million (`prefer-bigint-…`).
 */
const ALWAYS_LEFT_OUT = ['prefer-robust-stmts', 'prefer-bigint-over-int', 'prefer-bigint-over-smallint'];
const LEFT_OUT_AT_FIRST = [
  'require-lock-timeout',
  'require-statement-timeout',
  'require-concurrent-index-creation',
  'constraint-missing-not-valid',
  'adding-foreign-key-constraint',
];

/** @typedef {{ name: string, script: string, options: string[] }} Check run by the Node that is a dependency */

/** Everything that is not a test, the long ones first. @returns {Check[]} */
export function allChecks() {
  const bin = (/** @type {string} */ path) => inProject('node_modules', path);
  return [
    { name: 'lint', script: bin('eslint/bin/eslint.js'), options: ['.', '--max-warnings', '0'] },
    {
      name: 'types',
      script: bin('svelte-check/bin/svelte-check'),
      options: ['--fail-on-warnings', '--output', 'human'],
    },
    { name: 'database types', script: 'scripts/verify-database-types.ts', options: [] },
    { name: 'format', script: bin('prettier/bin/prettier.cjs'), options: ['--check', '--log-level', 'warn', '.'] },
    { name: 'dead code', script: bin('knip/bin/knip.js'), options: ['--no-progress', '--no-config-hints'] },
    {
      name: 'import direction',
      script: bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
      options: ['--config', 'lint/imports.js', 'src'],
    },
    { name: 'words', script: 'scripts/check-words.js', options: [] },
    { name: 'project files', script: 'scripts/check-project-files.js', options: [] },
    { name: 'settings table', script: 'scripts/settings-table.ts', options: ['--check'] },
    ...migrationChecks(),
  ];
}

/** @returns {Check[]} */
function migrationChecks() {
  const files = readdirSync(inProject('migrations')).filter((file) => file.endsWith('.sql'));
  const isFirst = (/** @type {string} */ file) => Number(file.slice(0, 4)) <= FIRST_SCHEMA;
  const squawk = (/** @type {string} */ name, /** @type {string[]} */ of, /** @type {string[]} */ leftOut) => ({
    name,
    script: inProject('node_modules', 'squawk-cli', 'js', 'bin', 'squawk'),
    options: [
      '--pg-version=15',
      '--assume-in-transaction',
      `--exclude=${leftOut.join(',')}`,
      ...of.map((file) => `migrations/${file}`),
    ],
  });
  const later = files.filter((file) => !isFirst(file));
  return [
    squawk('first schema', files.filter(isFirst), [...ALWAYS_LEFT_OUT, ...LEFT_OUT_AT_FIRST]),
    ...(later.length === 0 ? [] : [squawk('migrations', later, ALWAYS_LEFT_OUT)]),
  ].filter(({ script }) => existsSync(script));
}
