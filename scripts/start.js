// Comes before everything else and runs on the machine's own Node (20 or newer): installs what is missing and builds
// what is stale. Then npm's shell becomes the program itself, on the Node that was installed (see package.json).
import { installWhatIsMissing } from './install-what-is-missing.js';
import { buildWhatIsStale } from './build-what-is-stale.js';

const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 20) {
  console.error(`Questo è Node ${process.versions.node}: ci vuole Node 20 o più recente (https://nodejs.org).`);
  process.exit(1);
}

try {
  await installWhatIsMissing();
  if (!process.argv.includes('--dev')) await buildWhatIsStale();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
