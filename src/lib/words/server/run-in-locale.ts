import { AsyncLocalStorage } from 'node:async_hooks';
import { overwriteServerAsyncLocalStorage, type Locale } from '#lib/words/compiled/runtime.js';

// Messages called without a locale read it from here, so two requests that are answered at once never share a language.
const storage = new AsyncLocalStorage<{ locale?: Locale }>();
overwriteServerAsyncLocalStorage(storage);

/** Every message rendered inside `render` is in this language. Code that knows its reader (mail) passes `{ locale }` instead. */
export function runInLocale<T>(locale: Locale, render: () => T): T {
  return storage.run({ locale }, render);
}
