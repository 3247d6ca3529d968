import { baseLocale, isLocale, overwriteGetLocale } from '#lib/words/compiled/runtime.js';

// The server has decided (hooks.language.ts): a script speaks the language of the page that it stands in.
overwriteGetLocale(() => {
  const { lang } = document.documentElement;
  return isLocale(lang) ? lang : baseLocale;
});
