import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import * as v from 'valibot';
import type { Level } from '#lib/kernel/actor.ts';
import { PASSWORD, type Site, type Wanted, type World, type WorldRequest, type WorldTown } from './world/world.ts';

export { expect };

type Fixtures = {
  /** The site that this project is about: many processes, or the single one. */
  site: Site;
  /** The municipality whose pages are looked at; `other` is the one whose things must not be seen. */
  town: WorldTown;
  other: WorldTown;
  /** Fails on any violation that axe-core finds on the page as it stands. */
  axe(this: void, page: Page): Promise<void>;
  /** For people to look at: screenshots/NAME.PROJECT.png. */
  keepPicture(this: void, page: Page, name: string): Promise<void>;
  /** Both: what every page and state of the story has to stand. */
  look(this: void, page: Page, name: string): Promise<void>;
  signIn(this: void, page: Page, who: Level | 'gardener'): Promise<void>;
  /** A request of this test alone. */
  makeRequest(this: void, wanted: Omit<Wanted, 'site' | 'town'> & Partial<Wanted>): Promise<WorldRequest>;
};

type ForWorker = { world: World };

const Browser = v.object({ executable: v.string(), environment: v.record(v.string(), v.string()) });

export const test = base.extend<Fixtures, ForWorker>({
  world: [
    async ({}, use) => {
      await use(JSON.parse(process.env.INSIEME_TEST_WORLD ?? '{}') as World);
    },
    { scope: 'worker' },
  ],
  launchOptions: [
    async ({}, use) => {
      const { executable, environment } = v.parse(Browser, JSON.parse(process.env.INSIEME_TEST_BROWSER ?? '{}'));
      const args = ['--no-sandbox', '--disable-dev-shm-usage'];
      await use({ executablePath: executable, env: { ...definedOnly(process.env), ...environment }, args });
    },
    { scope: 'worker' },
  ],
  site: async ({ world }, use, { project }) => {
    await use(project.name === 'single' ? world.single : world.many);
  },
  town: async ({ site }, use) => {
    await use(site.towns[0]);
  },
  other: async ({ site }, use) => {
    await use(site.towns[1]);
  },
  baseURL: async ({ town }, use) => {
    await use(town.url);
  },
  axe: async ({}, use, { project }) => {
    await use(async (page) => {
      // Without script there is nothing that axe-core could run in: the same pages are looked at with it.
      if (project.use.javaScriptEnabled === false) return;
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(
        ({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html }) => `  ${html}`).join('\n')}`,
      );
      expect.soft(found, `axe-core on ${page.url()}`).toEqual([]);
    });
  },
  keepPicture: async ({}, use, { project }) => {
    await use(async (page, name) => {
      await page.screenshot({ path: join('screenshots', `${name}.${project.name}.png`), fullPage: true });
    });
  },
  look: async ({ axe, keepPicture }, use) => {
    await use(async (page, name) => {
      const overflow = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
      expect.soft(overflow, `${page.url()} scrolls sideways`).toBe(0);
      await axe(page);
      await keepPicture(page, name);
    });
  },
  // Limits count by address: each test is a household of its own.
  extraHTTPHeaders: async ({}, use, { testId }) => {
    const numbers = createHash('sha256').update(testId).digest();
    await use({ 'x-forwarded-for': `10.${[...numbers.subarray(0, 3)].join('.')}` });
  },
  signIn: async ({ town }, use) => {
    await use(async (page, who) => {
      await page.goto('/ufficio/accesso');
      await page.getByLabel('E-mail').fill(town.emails[who]);
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Entra' }).click();
      await expect(page).toHaveURL(/\/ufficio(?!\/accesso)/);
    });
  },
  makeRequest: async ({ world, site }, use) => {
    await use(async (wanted) => {
      const order = JSON.stringify({ site: site.name, town: 0, ...wanted });
      const answer = await fetch(world.maker, { method: 'POST', body: order });
      if (!answer.ok) throw new Error(await answer.text());
      return (await answer.json()) as WorldRequest;
    });
  },
});

/** Everything that the programs of the world have written so far. */
export function logsOf(world: World): string {
  return readdirSync(world.logs)
    .map((file) => readFileSync(join(world.logs, file), 'utf8'))
    .join('\n');
}

function definedOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}
