import { fileURLToPath } from 'node:url';
import { inProject, installedNode } from './project.js';
import { runStep } from './run-step.js';

/** Writes what is made from other files and read by types, checks and tests: words, the icons' sprite, Kit's types. */
export async function makeSources() {
  await runStep('Preparo parole e tipi', installedNode, ['scripts/compile-words.ts']);
  await runStep('Preparo le rotte', installedNode, [
    inProject('node_modules', '@sveltejs', 'kit', 'svelte-kit.js'),
    'sync',
  ]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await makeSources();
