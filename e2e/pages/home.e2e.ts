import { expect, test } from '../test.ts';

for (const locale of ['it', 'en', 'de', 'fr']) {
  test.describe(locale, () => {
    test.use({ locale });

    test('the home page speaks the language of the browser and is accessible', async ({ page, axe, keepPicture }) => {
      await page.goto('/');
      await expect(page.locator('html')).toHaveAttribute('lang', locale);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      const overflow = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
      expect(overflow, 'the page scrolls sideways').toBe(0);
      await axe(page);
      await keepPicture(page, `home-${locale}`);
    });
  });
}
