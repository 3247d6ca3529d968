import { defineConfig } from '@playwright/test';

const wide = { width: 1280, height: 800 };
const narrow = { width: 320, height: 640 };

/** What is called a story runs with and without script at both widths, and once more on the single process. */
const stories = '**/*story*.e2e.ts';

/** Every page is seen with script and wide, and without script and narrow; what needs no browser is in `http` and runs once. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  globalSetup: './e2e/world/set-up.ts',
  outputDir: 'test-results/pages',
  // Much of a test is waiting for the other programs: two cores have time for three.
  workers: 3,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  // A failed test leaves its picture and what stood on the page; `--trace on` tells how it came to that, at a third more time.
  use: { locale: 'it-IT', timezoneId: 'Europe/Rome', screenshot: 'only-on-failure' },
  projects: [
    { name: 'http', testDir: 'e2e/http' },
    { name: 'script-1280', testDir: 'e2e/pages', use: { viewport: wide } },
    { name: 'script-320', testDir: 'e2e/pages', testMatch: stories, use: { viewport: narrow } },
    {
      name: 'no-script-1280',
      testDir: 'e2e/pages',
      testMatch: stories,
      use: { viewport: wide, javaScriptEnabled: false },
    },
    { name: 'no-script-320', testDir: 'e2e/pages', use: { viewport: narrow, javaScriptEnabled: false } },
    { name: 'single', testDir: 'e2e/pages', testMatch: stories, use: { viewport: wide } },
  ],
});
