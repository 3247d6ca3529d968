import { randomBytes } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import { send } from './http/send.ts';
import { expect } from './test.ts';
import type { Site, WorldTown } from './world/world.ts';

/** The form behind a button of the request page, opened. */
export async function openAct(page: Page, name: string): Promise<Locator> {
  const details = page.locator('details').filter({ has: page.locator('summary', { hasText: name }) });
  const act = details.first();
  if ((await act.getAttribute('open')) === null) await act.locator('summary').click();
  await expect(act).toHaveAttribute('open');
  return act;
}

/** What a request page says was just done. */
export async function expectDone(page: Page, words: string): Promise<void> {
  await expect(page.getByRole('status')).toContainText(words);
}

/** In the municipality's zone, as a date field takes it. */
export function dayFromNow(days: number): string {
  return Temporal.Now.plainDateISO('Europe/Rome').add({ days }).toString();
}

/** Posts a form that no page offers, as whoever is signed in on the page; answers the status. */
export async function force(
  page: Page,
  { port }: Site,
  { host }: WorldTown,
  path: string,
  form: Record<string, string>,
): Promise<number> {
  const cookies = await page.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const key = randomBytes(16).toString('hex');
  const { status } = await send({ port, host, path, cookie, form: { key, ...form } });
  return status;
}
