// What the public reuse catalogue and whoever arrives first must find.
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** All that publiccode.yml 0.7 makes mandatory (https://yml.publiccode.tools/schema.core.html), as paths. */
const MANDATORY = [
  'publiccodeYmlVersion',
  'name',
  'url',
  'platforms',
  'developmentStatus',
  'softwareType',
  'description.*.shortDescription',
  'description.*.longDescription',
  'description.*.features',
  'legal.license',
  'maintenance.type',
  'localisation.localisationReady',
  'localisation.availableLanguages',
];
const FILES = ['README.md', 'LICENSE', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs/ARCHITECTURE.md', 'publiccode.yml'];

const wrong = FILES.filter((file) => !existsSync(file)).map((file) => `${file} is missing`);
if (existsSync('publiccode.yml')) {
  const content = parse(readFileSync('publiccode.yml', 'utf8'));
  for (const path of MANDATORY) if (!has(content, path.split('.'))) wrong.push(`publiccode.yml: ${path} is missing`);
}

console.error(wrong.join('\n'));
process.exit(wrong.length > 0 ? 1 : 0);

/** @param {unknown} value @param {string[]} path @returns {boolean} */
function has(value, [key, ...rest]) {
  if (key === undefined) return value !== undefined && value !== null && value !== '';
  if (typeof value !== 'object' || value === null) return false;
  if (key === '*') return Object.values(value).length > 0 && Object.values(value).every((each) => has(each, rest));
  return has(/** @type {Record<string, unknown>} */ (value)[key], rest);
}
