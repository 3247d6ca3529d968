import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { inProject, installedNode, project } from './project.js';
import { runStep } from './run-step.js';

/** Everything the build is made of. Tests and what the build itself writes are not. */
const INPUTS = [
  'src',
  'messages',
  'project.inlang/settings.json',
  'static',
  'vite',
  'vite.config.ts',
  'tsconfig.json',
  'package-lock.json',
];
const NOT = ['src/launch/', 'src/cli/', 'src/main.ts', 'src/lib/words/compiled/', 'src/lib/ui/sprite.svg'];
const stamp = inProject('build', '.made-from');

/** A build is stale when it was made from other content; the times of files say nothing after a clone or a copy. */
export async function buildWhatIsStale() {
  if (!isBuildStale()) return;
  const inputs = hashOfInputs();
  rmSync(stamp, { force: true });
  await runStep('Preparo le pagine', installedNode, [inProject('node_modules', 'vite', 'bin', 'vite.js'), 'build']);
  writeFileSync(stamp, inputs);
}

export function isBuildStale() {
  return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== hashOfInputs();
}

function hashOfInputs() {
  const hash = createHash('sha256');
  for (const file of INPUTS.flatMap((input) => filesUnder(inProject(input))).sort()) {
    const name = relative(project, file);
    if (name.endsWith('.test.ts') || NOT.some((start) => name.startsWith(start))) continue;
    const content = readFileSync(file);
    hash.update(`${name}\0${String(content.length)}\0`).update(content);
  }
  return hash.digest('hex');
}

/** @param {string} path @returns {string[]} */
function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => filesUnder(join(path, name)));
}
