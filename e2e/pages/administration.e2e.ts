import type { Locator, Page } from '@playwright/test';
import { newCategory } from '../new-category.ts';
import { force } from '../office.ts';
import { expect, test } from '../test.ts';

const list = '/ufficio/amministrazione/categorie';

test('an administrator makes a category with its questions, and citizens find it in their form', async ({
  page,
  look,
  signIn,
}) => {
  const id = crypto.randomUUID().slice(0, 8);
  await signIn(page, 'administrator');
  // On a phone the sections stand in a menu.
  await expect(page.locator('a[href="/ufficio/amministrazione"]').first()).toBeAttached();
  await page.goto('/ufficio/amministrazione');
  await look(page, 'admin');
  await page.getByRole('main').getByRole('link', { name: 'Categorie' }).click();
  await page.getByRole('button', { name: 'Aggiungi', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Scrivi il nome in italiano.');
  await expect(page.getByRole('alert')).toContainText('Scegli un ufficio');
  await look(page, 'admin-categories-wrong');
  await page.getByLabel('Nome in italiano').fill(`Fontane ${id}`);
  await page.getByLabel('Ufficio').selectOption('Strade');
  await page.getByRole('button', { name: 'Aggiungi', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('Categoria aggiunta');
  await expect(page.getByText('Non è in uso')).toBeVisible();

  await page.getByLabel('Nome, inglese', { exact: true }).fill(`Fountains ${id}`);
  await page.getByLabel('Termine', { exact: true }).fill('0');
  await page.getByRole('button', { name: 'Salva', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Scrivi un numero da 1 a 365.');
  await expect(page.getByLabel('Nome, inglese', { exact: true })).toHaveValue(`Fountains ${id}`);
  await look(page, 'admin-category-wrong');
  await page.getByLabel('Termine', { exact: true }).fill('12');
  await page.getByLabel('Parole chiave, italiano').fill('fontanella, zampillo');
  await page.getByLabel('Reperibile', { exact: true }).selectOption({ label: 'Marco Capo, Responsabile' });
  await page.getByRole('checkbox', { name: /^In uso/ }).check();
  await page.getByRole('button', { name: 'Salva', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('Salvata');

  const adding = page.locator('details').filter({ has: page.getByText('Aggiungi domanda') });
  const fresh = adding.locator('form');
  await adding.locator('summary').click();
  await fresh.getByLabel('Domanda, italiano').fill(`Che cosa fa? (${id})`);
  await fresh.getByLabel('Risposte, italiano').fill('Perde');
  await fresh.getByRole('button', { name: 'Salva la domanda' }).click();
  await expect(page.getByRole('alert')).toContainText('almeno due risposte');
  await look(page, 'admin-question-wrong');
  await fresh.getByLabel('Risposte, italiano').fill('Perde\nNon va');
  await fresh.getByRole('button', { name: 'Salva la domanda' }).click();
  await expect(page.getByRole('status')).toContainText('Domande salvate');
  await adding.locator('summary').click();
  await fresh.getByLabel('Domanda, italiano').fill(`Da quanto? (${id})`);
  await fresh.getByLabel('Che risposta').selectOption('un testo');
  await fresh.getByLabel('Quando si chiede').selectOption(`se «Che cosa fa? (${id})» è «Perde»`);
  await fresh.getByRole('button', { name: 'Salva la domanda' }).click();
  await expect(page.getByRole('status')).toContainText('Domande salvate');

  // What another question stands on is not taken away, nor moved behind it.
  await page.getByRole('button', { name: `Togli la domanda: Che cosa fa? (${id})` }).click();
  await expect(page.getByRole('alert')).toContainText('Un’altra domanda dipende da questa');
  await expect(page.getByText('ha aggiunto la domanda').first()).toBeVisible();
  await expect(page.getByText('Termine: prima 30 adesso 12')).toBeVisible();
  await look(page, 'admin-category');

  await page.goto('/servizi/segnalazione-disservizio/nuova');
  await page.getByLabel('Ho letto l’informativa privacy').check();
  await page.getByRole('button', { name: 'Continua' }).click();
  await page.getByRole('radio', { name: `Fontane ${id}` }).check();
  const show = page.getByRole('button', { name: 'Mostra le domande di questa categoria' });
  if (await show.isVisible()) await show.click();
  await expect(page.getByRole('group', { name: `Che cosa fa? (${id})` })).toBeVisible();
  await expect(page.getByLabel(`Da quanto? (${id})`)).toBeHidden();
});

test('who saves a category second chooses between both versions', async ({
  page,
  site,
  town,
  look,
  signIn,
  browser,
}) => {
  const name = `Sentieri ${crypto.randomUUID().slice(0, 8)}`;
  const { id } = await newCategory(site, town, name);
  await signIn(page, 'administrator');
  const context = await browser.newContext({
    storageState: await page.context().storageState(),
    baseURL: town.url,
    locale: 'it-IT',
    javaScriptEnabled: false,
  });
  const other = await context.newPage();
  for (const one of [page, other]) await one.goto(`${list}/${id}`);
  await other.getByLabel('Termine', { exact: true }).fill('7');
  await other.getByLabel('Nome, tedesco', { exact: true }).fill('Wanderwege');
  await other.getByRole('button', { name: 'Salva', exact: true }).click();
  await expect(other.getByRole('status')).toContainText('Salvata');
  await context.close();

  await page.getByLabel('Termine', { exact: true }).fill('9');
  await page.getByLabel('Nome, francese', { exact: true }).fill('Sentiers');
  await page.getByRole('button', { name: 'Salva', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('La categoria è cambiata mentre scrivevi');
  await look(page, 'admin-conflict');
  await page.getByRole('radio', { name: /^7/ }).check();
  await page.getByRole('button', { name: 'Salva' }).click();
  await expect(page.getByRole('status')).toContainText('Salvata');
  await expect(page.getByLabel('Termine', { exact: true })).toHaveValue('7');
  await expect(page.getByLabel('Nome, tedesco', { exact: true })).toHaveValue('Wanderwege');
  await expect(page.getByLabel('Nome, francese', { exact: true })).toHaveValue('Sentiers');
});

test('nobody else changes categories, nor sees where it is done', async ({ page, site, town, signIn }) => {
  await signIn(page, 'head');
  await expect(page.getByRole('link', { name: 'Amministrazione' })).toHaveCount(0);
  for (const path of ['/ufficio/amministrazione', list, `${list}/${town.category}`])
    expect((await page.goto(path))?.status()).toBe(404);
  expect(await force(page, site, town, `${list}/${town.category}?/salva`, { version: '1', name_it: 'Mie' })).toBe(404);
  expect(await force(page, site, town, `${list}?/sposta`, { su: town.category })).toBe(404);
});

test('the administrator keeps the emergency numbers, which citizens read before they report', async ({
  page,
  site,
  town,
  look,
  signIn,
}) => {
  // Tests run beside each other in one municipality: whoever saves second saves again.
  const id = String(Math.trunc(Math.random() * 1e9)).padStart(9, '0');
  const phone = `0586 ${id}`;
  const numbers = '/ufficio/amministrazione/numeri';
  const status = page.getByRole('status');
  const save = async (form: Locator) => {
    await expect(async () => {
      await form.getByRole('button', { name: 'Salva il numero' }).click();
      await expect(status).toContainText('Numeri salvati', { timeout: 2000 });
    }).toPass();
  };
  await signIn(page, 'administrator');
  await page.goto('/ufficio/amministrazione');
  await page.getByRole('main').getByRole('link', { name: 'Numeri di emergenza' }).click();
  await look(page, 'admin-numbers-first');
  const adding = page.locator('details').filter({ has: page.getByText('Aggiungi numero') });
  await adding.locator('summary').click();
  await adding.getByLabel('Telefono').fill('centoquindici');
  await adding.getByLabel('Per che cosa, inglese').fill('smell of gas');
  await adding.getByRole('button', { name: 'Salva il numero' }).click();
  await expect(page.getByRole('alert')).toContainText('Scrivi un numero di telefono');
  await expect(page.getByRole('alert')).toContainText('Scrivi chi risponde.');
  await expect(adding.getByLabel('Per che cosa, inglese')).toHaveValue('smell of gas');
  await look(page, 'admin-numbers-wrong');
  await adding.getByLabel('Telefono').fill(phone);
  await adding.getByLabel('Chi risponde').fill(`Gas ${id}`);
  await adding.getByLabel('Per che cosa, italiano').fill('odore di gas');
  await save(adding);
  await expect(page.getByText(`ha aggiunto ${phone} (Gas ${id})`)).toBeVisible();

  const row = page.getByRole('listitem').filter({ has: page.getByText(phone, { exact: true }) });
  await row.locator('summary').click();
  await row.getByLabel('Per che cosa, italiano').fill(`fughe di gas ${id}`);
  await save(row);
  await expect(page.getByText(`Gas ${id}, Per che cosa, italiano`)).toBeVisible();
  await look(page, 'admin-numbers');

  await page.goto('/servizi/segnalazione-disservizio/nuova');
  await expect(page.getByRole('link', { name: phone })).toHaveAttribute('href', `tel:0586${id}`);
  await expect(page.getByText(`fughe di gas ${id}`)).toBeVisible();
  await look(page, 'danger-numbers');

  await page.goto(numbers);
  const removing = page.getByRole('button', { name: `Togli il numero: Gas ${id}` });
  await expect(async () => {
    await removing.click();
    await expect(status).toContainText('Numeri salvati', { timeout: 2000 });
  }).toPass();
  await expect(removing).toHaveCount(0);

  await page.context().clearCookies();
  await signIn(page, 'head');
  expect((await page.goto(numbers))?.status()).toBe(404);
  expect(await force(page, site, town, `${numbers}?/ordina`, { version: '1', togli: '1530' })).toBe(404);
});

test('an emergency number saved too late keeps what was typed beside what stands now', async ({
  page,
  town,
  look,
  signIn,
  browser,
}) => {
  const id = String(Math.trunc(Math.random() * 1e9)).padStart(9, '0');
  const numbers = '/ufficio/amministrazione/numeri';
  await signIn(page, 'administrator');
  const context = await browser.newContext({
    storageState: await page.context().storageState(),
    baseURL: town.url,
    locale: 'it-IT',
    javaScriptEnabled: false,
  });
  const other = await context.newPage();
  const addingOn = async (on: Page, name: string, phone: string) => {
    const adding = on.locator('details').filter({ has: on.getByText('Aggiungi numero') });
    await adding.locator('summary').click();
    await adding.getByLabel('Telefono').fill(phone);
    await adding.getByLabel('Chi risponde').fill(name);
    await adding.getByLabel('Per che cosa, italiano').fill('acqua');
    return adding.getByRole('button', { name: 'Salva il numero' });
  };
  await page.goto(numbers);
  const mine = await addingOn(page, `Acqua ${id}`, `0585 ${id}`);
  await expect(async () => {
    await other.goto(numbers);
    await (await addingOn(other, `Luce ${id}`, `0587 ${id}`)).click();
    await expect(other.getByRole('status')).toContainText('Numeri salvati', { timeout: 2000 });
  }).toPass();
  await context.close();
  await mine.click();
  await expect(page.getByRole('alert')).toContainText('Non salvato: intanto');
  await expect(page.getByText(`Luce ${id}`).first()).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Chi risponde' }).last()).toHaveValue(`Acqua ${id}`);
  await look(page, 'admin-numbers-late');
  await expect(async () => {
    await page.goto(numbers);
    await page.getByRole('button', { name: `Togli il numero: Luce ${id}` }).click();
    await expect(page.getByRole('status')).toContainText('Numeri salvati', { timeout: 2000 });
  }).toPass();
});
