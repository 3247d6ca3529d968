import type { CompilerOptions } from '@inlang/paraglide-js';

/** How messages/*.json become functions, in the build and for checks and tests alike. */
export const words = {
  project: './project.inlang',
  outdir: './src/lib/words/compiled',
  strategy: ['globalVariable', 'baseLocale'],
  emitTsDeclarations: true,
} satisfies CompilerOptions;
