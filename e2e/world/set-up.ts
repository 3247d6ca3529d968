import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { buildWhatIsStale } from '../../scripts/build-what-is-stale.js';
import { findBrowser } from '../../scripts/find-browser.js';

/** Once per run: build when stale, browser, world. The world ends when its standard input does, whatever becomes of us. */
export default async function setUp(): Promise<() => Promise<void>> {
  await buildWhatIsStale();
  process.env.INSIEME_TEST_BROWSER = JSON.stringify(findBrowser());

  const world = spawn(process.execPath, ['e2e/world/run.ts'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(world, 'close');
  const lines = createInterface(world.stdout);
  const first = await Promise.race([once(lines, 'line'), ended.then(() => null)]);
  if (first === null) throw new Error('the world of the tests did not start');
  process.env.INSIEME_TEST_WORLD = String(first[0]);
  return async () => {
    world.stdin.end();
    await ended;
  };
}
