// Everything that is not a test: `npm run check`, or some of it by name: `npm run check -- lint types`.
import { allChecks } from './checks.js';
import { installWhatIsMissing } from './install-what-is-missing.js';
import { makeSources } from './make-sources.js';
import { runChecks } from './run-checks.js';

const names = process.argv.slice(2);
await installWhatIsMissing({ development: true });
await makeSources();
const chosen = allChecks().filter(({ name }) => names.length === 0 || names.some((part) => name.includes(part)));
const { passed, failed } = await runChecks(chosen);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
