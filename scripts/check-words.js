// Every message in every language, and none that nobody says.
import { globSync, readFileSync } from 'node:fs';

const { locales } = JSON.parse(readFileSync('project.inlang/settings.json', 'utf8'));
/** @type {Record<string, Record<string, unknown>>} */
const messages = Object.fromEntries(
  locales.map((/** @type {string} */ locale) => [locale, JSON.parse(readFileSync(`messages/${locale}.json`, 'utf8'))]),
);
const keys = new Set(Object.values(messages).flatMap((words) => Object.keys(words)));
keys.delete('$schema');

const wrong = [];
for (const [locale, words] of Object.entries(messages)) {
  for (const key of keys) {
    const message = words[key];
    if (message === undefined || message === '') wrong.push(`messages/${locale}.json: ${key} is missing`);
  }
  const listed = Object.keys(words).filter((key) => key !== '$schema');
  const misplaced = listed.find((key, at) => at > 0 && key < (listed[at - 1] ?? ''));
  if (misplaced !== undefined) wrong.push(`messages/${locale}.json: ${misplaced} is out of the alphabet's order`);
}

const sources = globSync('{src,test,e2e}/**/*.{ts,svelte}', { exclude: (path) => path.includes('compiled') });
const said = new Set(
  sources.flatMap((file) => readFileSync(file, 'utf8').match(/\b[a-z0-9]+(?:_[a-z0-9]+)+\b/g) ?? []),
);
for (const key of keys) if (!said.has(key)) wrong.push(`messages: ${key} is said nowhere`);

console.error(wrong.join('\n'));
process.exit(wrong.length > 0 ? 1 : 0);
