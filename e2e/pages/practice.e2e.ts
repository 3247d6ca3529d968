import { expect, test } from '../test.ts';

// What a user sees after the first `npm start`: the municipality to try things out in.
test.use({
  baseURL: async ({ world }, use) => {
    await use(world.practice.url);
  },
});

test('in the practice municipality one click signs in, and the banner says where one is', async ({ page, look }) => {
  await page.goto('/');
  await expect(page.getByText('Comune di prova').first()).toBeVisible();
  await look(page, 'practice-home');
  await page.goto('/ufficio');
  await look(page, 'practice-sign-in');
  await page.getByRole('button', { name: 'Anna Bianchi' }).click();
  await expect(page).toHaveURL(/\/ufficio$/);
  await expect(page.getByRole('region', { name: 'Comune di prova' })).toContainText('niente esce da qui');
  await look(page, 'practice-inbox');
});

test('the practice municipality’s mail is read at /posta, and stays there', async ({
  page,
  town,
  axe,
  look,
  keepPicture,
}) => {
  await page.goto('/posta');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Cassetta di prova');
  await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible();
  await look(page, 'practice-mails');
  await page.getByRole('main').getByRole('listitem').first().getByRole('link').click();
  await expect(page.frameLocator('iframe').locator('body')).toContainText('PROVA');
  await keepPicture(page, 'practice-mail');
  // The mail's own document allows no script, so axe-core waits in it for ever: the page around it is looked at.
  await page.locator('iframe').evaluate((frame) => {
    frame.remove();
  });
  await axe(page);

  const elsewhere = await page.goto(`${town.url}/posta`);
  expect(elsewhere?.status(), 'a real municipality’s mail is nobody’s to read').toBe(404);
});

test('a long list goes on by pages, to its end and back', async ({ page, look }) => {
  await page.goto('/ufficio/accesso');
  await page.getByRole('button', { name: 'Sportello' }).first().click();
  await page.goto('/ufficio?vista=chiuse');
  const rows = page.getByRole('main').getByRole('table').getByRole('link');
  const first = await rows.first().textContent();
  await expect(rows).toHaveCount(50);
  const met = new Set(await hrefs());
  await look(page, 'practice-closed');
  const next = page.getByRole('link', { name: 'Pagina dopo' });
  while (await next.isVisible()) {
    await next.click();
    await expect(page).toHaveURL(/da=/);
    for (const href of await hrefs()) {
      expect(met.has(href), `${href} was on a page before`).toBe(false);
      met.add(href);
    }
  }
  expect(met.size).toBeGreaterThanOrEqual(100);
  await expect(page.getByText('Fine dell’elenco')).toBeVisible();
  await page.getByRole('link', { name: 'Torna all’inizio' }).click();
  await expect(rows.first()).toHaveText(first ?? '');

  function hrefs(): Promise<string[]> {
    return rows.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  }
});
