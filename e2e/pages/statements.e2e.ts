import { force } from '../office.ts';
import { expect, test } from '../test.ts';

const editor = '/ufficio/amministrazione/testi/accessibilita';

test('an administrator writes what the municipality declares, and citizens read it', async ({
  page,
  look,
  signIn,
  site,
  town,
  javaScriptEnabled,
}) => {
  // Each way of the test has a language of its own: they run beside each other.
  const [language, name, since] = javaScriptEnabled
    ? ['en', 'inglese', 'Text updated on']
    : ['de', 'tedesco', 'Text aktualisiert am'];
  const title = crypto.randomUUID().slice(0, 8);
  await signIn(page, 'administrator');
  await page.goto('/ufficio/amministrazione/testi');
  await look(page, 'admin-texts');
  await page.goto(`${editor}/${language}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Dichiarazione di accessibilità, ${name}`);
  const body = page.getByLabel('Testo', { exact: true });
  await expect(body).toHaveValue(/^## /);
  await look(page, 'admin-text');

  await body.fill('Scrivi a {sindaco}.');
  await page.getByRole('button', { name: 'Salva e pubblica' }).click();
  await expect(page.getByRole('alert')).toContainText('{sindaco} non vuol dire niente qui');
  await expect(body).toHaveValue('Scrivi a {sindaco}.');
  await look(page, 'admin-text-wrong');
  await body.fill(`## Titolo ${title}\n\nChiama {telefono} o guarda [AgID](https://www.agid.gov.it).\n\n<b>niente</b>`);
  await page.getByRole('button', { name: 'Guarda come viene' }).click();
  await expect(page.getByRole('heading', { name: `Titolo ${title}` })).toBeVisible();
  await expect(page.getByText('<b>niente</b>').first()).toBeVisible();
  await look(page, 'admin-text-preview');
  await page.getByRole('button', { name: 'Salva e pubblica' }).click();
  await expect(page.getByRole('status')).toContainText('Testo salvato');
  await page.getByText('Il testo salvato allora').first().click();
  await look(page, 'admin-text-saved');

  const inLanguage = async (chosen: string) => {
    await page.context().addCookies([{ name: 'lang', value: chosen, url: town.url }]);
  };
  await inLanguage(language);
  await page.goto('/accessibilita');
  await expect(page.getByRole('heading', { level: 2, name: `Titolo ${title}` })).toBeVisible();
  await expect(page.getByRole('link', { name: 'AgID' })).toHaveAttribute('href', 'https://www.agid.gov.it');
  await expect(page.getByRole('main')).toContainText(/Chiama \d/);
  await expect(page.getByRole('main')).toContainText(since);
  await look(page, 'accessibility-own');
  await inLanguage('it');

  await page.goto(`${editor}/${language}`);
  const seen = await page.locator('input[name="version"]').first().inputValue();
  await body.fill('Il mio');
  // Somebody else saves in between.
  expect(await force(page, site, town, `${editor}/${language}?/salva`, { version: seen, body: `Loro ${title}` })).toBe(
    303,
  );
  await page.getByRole('button', { name: 'Salva e pubblica' }).click();
  await expect(page.getByRole('alert')).toContainText('Carlo Macchina ha salvato questo testo');
  await expect(body).toHaveValue('Il mio');
  await look(page, 'admin-text-meanwhile');
  await page.getByRole('button', { name: 'Torna al testo del programma' }).click();
  await expect(page.getByRole('status')).toContainText('Testo salvato');
  await expect(page.getByText('è tornato al testo del programma')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Torna al testo del programma' })).toHaveCount(0);

  await page.context().clearCookies();
  await signIn(page, 'operator');
  expect((await page.goto(`${editor}/${language}`))?.status()).toBe(404);
  expect(await force(page, site, town, `${editor}/${language}?/togli`, { version: '9' })).toBe(404);
});
