import { flushCompileCache } from 'node:module';

/** Tells whoever started us; what is compiled by now is kept, since a killed process keeps nothing at its end. */
export function tellWorking(): void {
  flushCompileCache();
  process.send?.('working');
}
