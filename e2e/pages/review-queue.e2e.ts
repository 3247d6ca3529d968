import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import { force } from '../office.ts';
import { expect, test } from '../test.ts';

const pathOf = ({ reference }: { reference: string }) => `/ufficio/pubblicazione/${reference}`;
/** The follower has heard of it. */
async function openWhenWaiting(page: Page, request: { reference: string }): Promise<void> {
  await expect(async () => {
    await page.goto(`/segnalazioni/${request.reference}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('strade', { timeout: 500 });
  }).toPass();
  await page.goto(pathOf(request));
}

test('the queue is worked through by letters, which can be switched off, and without script by its buttons', async ({
  page,
  signIn,
  makeRequest,
  look,
}, { project }) => {
  const letters = project.use.javaScriptEnabled !== false;
  const main = page.getByRole('main');
  const press = async (letter: string, button: string) => {
    if (letters) await page.keyboard.press(letter);
    else await main.getByRole('button', { name: button, exact: true }).first().click();
  };
  const first = await makeRequest({ office: 'roads', state: 'received', title: 'Prima della coda' });
  const second = await makeRequest({ office: 'roads', state: 'received', title: 'Seconda della coda' });
  await signIn(page, 'front-desk');
  await openWhenWaiting(page, second);
  await page.goto(pathOf(first));
  const queue = page.locator('nav a[href="/ufficio/pubblicazione"]').first();
  await expect(queue).toContainText(/\d/);

  if (letters) {
    await page.keyboard.press('e');
    await expect(page.getByLabel('Titolo')).toBeFocused();
    await page.keyboard.type(' m n x');
    await expect(page.getByLabel('Titolo'), 'while somebody writes, letters are letters').toHaveValue(/ m n x/);
    await page.keyboard.press('Escape');
  }
  await page.getByLabel('Titolo').fill('Prima, riletta');
  await page.getByLabel('Titolo').blur();
  await press('m', 'Mostra');
  await expect(page.getByRole('status')).toContainText(`${first.reference}: il testo è pubblico`);
  await expect(page, 'the next one of the queue').not.toHaveURL(new RegExp(`pubblicazione/${first.reference}`));
  await look(page, 'review-after-decision');
  await press('z', 'Annulla');
  await expect(page).toHaveURL(new RegExp(`pubblicazione/${first.reference}`));
  await expect(page.getByRole('status')).toContainText('annullata');
  await expect(page.getByLabel('Titolo')).toHaveValue('Prima, riletta');
  await press('d', 'Solo i dati');
  await expect(page.getByRole('status')).toContainText('pubblici solo i dati');

  await page.goto(pathOf(second));
  await page.getByRole('button', { name: 'Spegni le lettere' }).click();
  await expect(page.locator('kbd')).toHaveCount(0);
  await page.keyboard.press('x');
  await expect(page.getByText('Il testo aspetta una scelta.')).toBeVisible();
  await page.getByRole('button', { name: 'Accendi le lettere' }).click();
  await expect(page.getByRole('button', { name: 'Spegni le lettere' })).toBeVisible();
  // The page's script has to stand before a letter is pressed.
  await page.waitForLoadState();
  if (letters) await page.keyboard.press('s');
  else await page.getByRole('link', { name: 'Salta' }).click();
  await expect(page).not.toHaveURL(new RegExp(`pubblicazione/${second.reference}`));
});

test('what somebody else decided meanwhile is shown, and nothing that was typed is lost', async ({
  page,
  site,
  town,
  signIn,
  makeRequest,
  look,
}) => {
  const request = await makeRequest({ office: 'roads', state: 'received' });
  await signIn(page, 'front-desk');
  await openWhenWaiting(page, request);
  await page.getByLabel('Testo').fill('Le mie parole.');
  const words = { title: 'Titolo suo', body: 'Parole sue.', place: 'Via Aurelia' };
  const theirs = { version: '0', decision: 'shown', ...words };
  const post = (form: Record<string, string>) => force(page, site, town, `${pathOf(request)}?/words`, form);
  expect(await post(theirs)).toBe(303);
  expect(await post({ ...theirs, key: randomBytes(16).toString('hex') }), 'the same decision twice').toBe(303);

  const region = page.getByRole('region', { name: /Che cosa leggono tutti/ });
  await region.getByRole('button', { name: 'Mostra' }).click();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('Giulia Sportello ha deciso prima');
  await expect(alert).toContainText('Parole sue.');
  await expect(page.getByLabel('Testo')).toHaveValue('Le mie parole.');
  await look(page, 'review-meanwhile');
  await region.getByRole('button', { name: 'Mostra' }).click();
  await page.goto(`/segnalazioni/${request.reference}`);
  await expect(page.getByText('Le mie parole.')).toBeVisible();
});

test('who does not review finds no queue, and no sign of it', async ({ page, signIn, makeRequest }) => {
  const request = await makeRequest({ office: 'roads', state: 'received' });
  await signIn(page, 'operator');
  await expect(page.getByRole('link', { name: /Pubblicazione/ })).toHaveCount(0);
  for (const path of ['/ufficio/pubblicazione', pathOf(request)]) expect((await page.goto(path))?.status()).toBe(404);
});
