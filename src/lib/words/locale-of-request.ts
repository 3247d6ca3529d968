import { baseLocale, isLocale, type Locale } from '#lib/words/compiled/runtime.js';

/** The cookie in which a chosen language is kept. */
export const LOCALE_COOKIE = 'lang';

/** The language that was chosen, else the first of the browser's that we speak (RFC 9110, 12.5.4), else Italian. */
export function localeOfRequest(chosen: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(chosen)) return chosen;
  return preferredLocales(acceptLanguage ?? '').find(isLocale) ?? baseLocale;
}

// "de-CH, en;q=0.8" → ['de', 'en']; what is refused (q=0) is left out.
function preferredLocales(header: string): string[] {
  return header
    .split(',')
    .map((part) => {
      const [range = '', ...parameters] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/);
      const weight = parameters.find((parameter) => parameter.startsWith('q='));
      return { language: range.split('-')[0] ?? '', weight: weight ? Number(weight.slice(2)) || 0 : 1 };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ language }) => language);
}
