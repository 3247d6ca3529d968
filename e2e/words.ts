import { readFileSync } from 'node:fs';

export type Words = (key: string) => string;

/** What stands on the pages in one language, by the keys of messages/*.json. */
export function wordsOf(locale: string): Words {
  const messages = JSON.parse(readFileSync(`messages/${locale}.json`, 'utf8')) as Record<string, unknown>;
  return (key) => {
    const words = messages[key];
    if (typeof words !== 'string') throw new Error(`${key} is no sentence in ${locale}`);
    return words;
  };
}
