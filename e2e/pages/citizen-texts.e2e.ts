import { expect, test } from '../test.ts';

const PAGES = ['/servizi/segnalazione-disservizio', '/accessibilita', '/privacy', '/note-legali', '/non-esiste'];

for (const locale of ['it', 'en', 'de', 'fr']) {
  test.describe(locale, () => {
    test.use({ locale });

    test('the pages to be read fit the screen and are accessible', async ({ page, axe, keepPicture }) => {
      for (const path of PAGES) {
        await page.goto(path);
        await expect(page.locator('html')).toHaveAttribute('lang', locale);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        const overflow = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
        expect(overflow, `${path} scrolls sideways`).toBe(0);
        await axe(page);
        await keepPicture(page, `${path.split('/').at(-1) ?? ''}-${locale}`);
      }
    });
  });
}

test('a chosen language stays, and brings back to the same page', async ({ page }) => {
  await page.goto('/privacy?da=prova');
  await page.locator('summary', { hasText: 'Cambia lingua' }).click();
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await expect(page).toHaveURL(/\/privacy\?da=prova$/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');

  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Was möchten Sie tun?');
});

test('the service sheet leads to the report', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('main').getByRole('link', { name: 'Segnala un problema' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Segnalazione disservizio');
  await expect(page.getByRole('link', { name: 'Segnala disservizio' }).first()).toHaveAttribute(
    'href',
    '/servizi/segnalazione-disservizio/nuova',
  );
});

test('the header of a phone leaves the screen to the page', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto('/');
  const header = await page.getByRole('banner').boundingBox();
  expect(header?.height).toBeLessThanOrEqual(126);
  await page.getByText('Menu', { exact: true }).click();
  await expect(page.getByRole('navigation', { name: 'Principale' }).getByRole('link')).toHaveCount(3);
});
