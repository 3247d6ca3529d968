// `npm test`: sets up what it needs in a fresh clone, runs every check and test, and closes with one line that says how
// many passed and failed. Begins on the machine's own Node (20 or newer).
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { allChecks } from './checks.js';
import { findInstalledPostgres } from './find-installed-postgres.js';
import { findBrowser } from './find-browser.js';
import { buildWhatIsStale } from './build-what-is-stale.js';
import { installWhatIsMissing } from './install-what-is-missing.js';
import { makeSources } from './make-sources.js';
import { inProject, installedNode, project } from './project.js';
import { runChecks } from './run-checks.js';

/** @typedef {import('./run-checks.js').Sum} Sum */

const results = inProject('test-results');

try {
  await setUp();
  const parts = [
    // The checks keep one core busy; many of the tests wait for programs that start and stop.
    ...(await Promise.all([runChecks(allChecks(), 1), runTests()])),
    await runOnInstalledPostgres(),
    await runBrowserTests(),
  ];
  const sum = (/** @type {keyof Sum} */ what) => parts.reduce((all, part) => all + part[what], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  process.exit(sum('failed') > 0 ? 1 : 0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log('\n0 passed, 1 failed');
  process.exit(1);
}

async function setUp() {
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results);
  await installWhatIsMissing({ development: true });
  findBrowser();
  await makeSources();
}

/** Pure tests, database tests and those of the launcher. @returns {Promise<Sum>} */
function runTests() {
  return runVitest('tests', [], {});
}

/** The database tests once more on this machine's own PostgreSQL, as somebody who sets DATABASE_URL has it. @returns {Promise<Sum>} */
async function runOnInstalledPostgres() {
  const binaries = findInstalledPostgres();
  if (binaries === null) {
    console.log('\nNo PostgreSQL 15 or newer is installed here: the database tests ran on the embedded one only.');
    return { passed: 0, failed: 0 };
  }
  console.log(`\nThe database tests once more, on ${binaries}`);
  return runVitest('tests-installed', ['--project', 'db'], { INSIEME_TEST_POSTGRES: binaries });
}

/** @param {string} name @param {string[]} options @param {Record<string, string>} environment @returns {Promise<Sum>} */
async function runVitest(name, options, environment) {
  const file = inProject('test-results', `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await run('vitest/vitest.mjs', ['run', ...reporters, ...options], environment);
  if (!existsSync(file)) return failure('the tests told no result');
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, 'utf8'));
  // A file that cannot even be read has no tests to fail.
  const unread = testResults.filter(
    (/** @type {any} */ result) => result.status === 'failed' && result.assertionResults.length === 0,
  );
  return judged({ passed: numPassedTests, failed: numFailedTests + unread.length }, code, 'the tests');
}

/** @returns {Promise<Sum>} */
async function runBrowserTests() {
  await buildWhatIsStale();
  const file = inProject('test-results', 'e2e.json');
  const code = await run('@playwright/test/cli.js', ['test']);
  if (!existsSync(file)) return failure('the browser tests told no result');
  const { stats, errors } = JSON.parse(readFileSync(file, 'utf8'));
  return judged(
    { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length },
    code,
    'the browser tests',
  );
}

/** Nothing run is a failure, and so is a bad end that no test explains. @param {Sum} sum @param {number} code @param {string} what */
function judged(sum, code, what) {
  if (sum.passed + sum.failed === 0) return failure(`${what} ran nothing`);
  if (code !== 0 && sum.failed === 0) return { passed: sum.passed, failed: failure(`${what} ended badly`).failed };
  return sum;
}

/** @param {string} why @returns {Sum} */
function failure(why) {
  console.error(why);
  return { passed: 0, failed: 1 };
}

/** @param {string} script @param {string[]} options @param {Record<string, string>} [environment] @returns {Promise<number>} */
function run(script, options, environment = {}) {
  const child = spawn(installedNode, [inProject('node_modules', script), ...options], {
    cwd: project,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', (code) => resolve(code ?? 1));
  });
}
