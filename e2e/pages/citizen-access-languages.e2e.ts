import { expect, test } from '../test.ts';

const locales = ['it', 'en', 'de', 'fr'];

for (const locale of locales) {
  test.describe(locale, () => {
    test.use({ locale });

    test('the pages about a citizen’s own access fit the screen and are accessible', async ({
      page,
      look,
      makeRequest,
    }) => {
      const { reference, token } = await makeRequest({ office: 'roads', state: 'received' });
      await page.goto(`/segui/accesso/${reference}.${token}`);
      await look(page, `access-follow-${locale}`);
      const confirmation = `/servizi/segnalazione-disservizio/inviata/${reference}`;
      const own = ['avvisi', 'indirizzo', 'password'].map((name) => `/segui/${reference}/${name}`);
      const open = ['password', 'non-sono-io', 'nuova-password', 'vecchio-indirizzo'].map((name) => `/segui/${name}`);
      for (const path of [...own, ...open, confirmation, `${confirmation}/foglio`]) {
        await page.goto(path);
        await expect(page).toHaveURL(path);
        await expect(page.locator('html')).toHaveAttribute('lang', locale);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await look(page, `access-${path.split('/').slice(-1).join('')}-${locale}`);
      }
    });
  });
}
