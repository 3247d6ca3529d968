// The pictures of the README, from the practice municipality as `npm start` makes it: `npm run screenshots`.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, type Page } from '@playwright/test';
import sharp from 'sharp';
import { startProgram } from '../e2e/world/program.ts';
import { freePort } from '../e2e/world/round-robin.ts';
import { buildWhatIsStale } from './build-what-is-stale.js';
import { findBrowser } from './find-browser.js';

const target = join('docs', 'screenshots');
/** Above it a page of the repository loads slowly. */
const heaviest = 150_000;

await buildWhatIsStale();
mkdirSync(target, { recursive: true });
await using cleanUp = new AsyncDisposableStack();
const data = mkdtempSync(join(tmpdir(), 'insieme-screenshots-'));
cleanUp.defer(() => {
  rmSync(data, { recursive: true, force: true });
});
const port = await freePort();
const program = await startProgram({
  name: 'screenshots',
  file: 'src/main.ts',
  logs: data,
  ready: /^Pronto: .*\n/m,
  environment: { INSIEME_DATA: join(data, 'insieme'), PORT: String(port) },
});
cleanUp.defer(() => program.stop());
const { executable, environment } = findBrowser();
const browser = await chromium.launch({
  executablePath: executable,
  env: { ...(process.env as Record<string, string>), ...environment },
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});
cleanUp.defer(() => browser.close());
const context = await browser.newContext({
  baseURL: `http://localhost:${String(port)}`,
  viewport: { width: 1280, height: 800 },
  locale: 'it-IT',
  timezoneId: 'Europe/Rome',
});
const page = await context.newPage();

await page.goto('/');
await keep(page, 'home');

await page.goto('/ufficio/accesso');
await page.getByRole('button', { name: 'Anna Bianchi' }).click();
await page.waitForURL('**/ufficio');
await keep(page, 'inbox');

await page.getByRole('row', { name: 'Sopralluogo' }).getByRole('link').first().click();
await page.waitForURL('**/ufficio/segnalazioni/*');
await expect
  .poll(
    async () => {
      await page.reload();
      return page.getByText('in attesa').count();
    },
    { timeout: 60_000 },
  )
  .toBe(0);
await keep(page, 'request');

await page.getByRole('link', { name: 'Ricevuta:' }).click();
await page.getByText('Solo testo').click();
await page.locator('a[href*="/segui/accesso/"]').first().click();
await page.waitForURL('**/segui/*');
await keep(page, 'follow');

async function keep(shown: Page, name: string): Promise<void> {
  const picture = await sharp(await shown.screenshot())
    .png({ palette: true, effort: 10 })
    .toBuffer();
  if (picture.length > heaviest) throw new Error(`${name}: ${String(picture.length)} bytes are too many`);
  writeFileSync(join(target, `${name}-1280.png`), picture);
}
