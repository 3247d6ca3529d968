import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const LANGUAGES = ['it', 'en', 'de', 'fr'];

// A message with variants (one, many) is compared as it is written.
function messages(language: string): Record<string, string> {
  const file = JSON.parse(readFileSync(`messages/${language}.json`, 'utf8')) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(file)
      .filter(([key]) => key !== '$schema')
      .map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}

const placeholders = (text = '') => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();

describe.each(LANGUAGES)('the words in %s', (language) => {
  const italian = messages('it');
  const words = messages(language);

  test('are there for every key, and for no other', () => {
    expect(Object.keys(words).sort()).toEqual(Object.keys(italian).sort());
  });

  test('say something', () => {
    expect(Object.entries(words).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  test('name the same places to fill in as the Italian ones', () => {
    const other = Object.keys(italian).filter(
      (key) => placeholders(words[key]).join() !== placeholders(italian[key]).join(),
    );
    expect(other).toEqual([]);
  });
});
