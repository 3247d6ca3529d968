import { readFileSync, writeFileSync } from 'node:fs';
import { personsSettings } from '../src/lib/kernel/settings.ts';

/**
 * Writes the table of settings into both READMEs, from the code that parses them. With --check it writes nothing and
 * fails where a table is not what the code says.
 */
const BEGIN = '<!-- settings: made by scripts/settings-table.ts -->';
const END = '<!-- /settings -->';
const heads = {
  en: ['setting', 'default', 'takes', 'meaning'],
  it: ['impostazione', 'se manca', 'valori', 'significato'],
} as const;

function table(language: 'en' | 'it'): string {
  const rows = Object.values(personsSettings).map((setting) => [
    `\`${setting.name}\``,
    setting.default === '' ? '–' : `\`${setting.default}\``,
    setting.takes[language],
    setting.meaning[language],
  ]);
  const lines = [heads[language], heads[language].map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function place(text: string, content: string, file: string): string {
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`${file}: the place of the settings is not marked`);
  return `${before}${BEGIN}\n\n<!-- prettier-ignore -->\n${content}\n\n${END}${after}`;
}

let stale = false;
for (const [file, language] of [
  ['README.md', 'en'],
  ['README.it.md', 'it'],
] as const) {
  const text = readFileSync(file, 'utf8');
  const wanted = place(text, table(language), file);
  if (text === wanted) continue;
  if (process.argv.includes('--check')) {
    process.stderr.write(`${file}: the table of settings is stale; run node scripts/settings-table.ts\n`);
    stale = true;
  } else writeFileSync(file, wanted);
}
process.exit(stale ? 1 : 0);
