import { spawn } from 'node:child_process';
import { installedNode, project } from './project.js';

/** @typedef {{ passed: number, failed: number }} Sum */

/**
 * Runs the checks, as many at once as there are cores for, and says of each what became of it.
 *
 * @param {import('./checks.js').Check[]} checks
 * @param {number} [atOnce]
 * @returns {Promise<Sum>}
 */
export async function runChecks(checks, atOnce = 2) {
  const waiting = [...checks];
  const sum = { passed: 0, failed: 0 };
  const work = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      if (await runCheck(check)) sum.passed++;
      else sum.failed++;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return sum;
}

/** @param {import('./checks.js').Check} check @returns {Promise<boolean>} */
function runCheck({ name, script, options }) {
  const began = performance.now();
  const child = spawn(installedNode, [script, ...options], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  return new Promise((resolve) => {
    child.once('error', (error) => (said += String(error)));
    child.once('close', (code) => {
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      process.stdout.write(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)\n`);
      if (code !== 0) process.stdout.write(`${said.trim()}\n\n`);
      resolve(code === 0);
    });
  });
}
