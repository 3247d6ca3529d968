import { spawn } from 'node:child_process';
import { project } from './project.js';

const LOOK = 1_000;

/**
 * Runs a long part with one line that counts the seconds; what it says is shown only when it fails.
 *
 * @param {string} what for the person at the terminal
 * @param {string} command
 * @param {string[]} options
 * @returns {Promise<void>}
 */
export async function runStep(what, command, options) {
  const began = performance.now();
  const seconds = () => Math.round((performance.now() - began) / 1000);
  const child = spawn(command, options, { cwd: project, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));

  process.stdout.write(`${what} …`);
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.stdout.isTTY) process.stdout.write(`\r${what} … ${String(seconds())} s`);
    else if (seconds() % 10 === 0) process.stdout.write(` ${String(seconds())} s …`);
    // The shell between npm and us does not pass signals on.
    if (process.ppid !== parent) stop();
  }, LOOK);
  const stop = () => {
    // Not asked but ended: npm goes on after SIGTERM, and what is half done is begun anew at the next start.
    child.kill('SIGKILL');
    process.exit(1);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop).once('SIGHUP', stop);

  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      said += String(error);
      resolve(1);
    });
    child.once('close', resolve);
  });
  clearInterval(watch);
  process.off('SIGINT', stop).off('SIGTERM', stop).off('SIGHUP', stop);
  process.stdout.write(
    process.stdout.isTTY ? `\r${what}: ${String(seconds())} s\n` : ` fatto in ${String(seconds())} s\n`,
  );
  if (code !== 0) throw new Error(`${shorten(said)}\n\n${what}: non riuscito.`);
}

/** npm tells why at the beginning, a build at the end. @param {string} said */
function shorten(said) {
  const lines = said.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('npm warn'));
  return lines.length <= 30 ? lines.join('\n') : [...lines.slice(0, 15), '…', ...lines.slice(-15)].join('\n');
}
