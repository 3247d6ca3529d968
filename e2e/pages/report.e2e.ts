import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { document, photo } from '#test/photos.ts';
import { expect, test } from '../test.ts';

const wizard = '/servizi/segnalazione-disservizio/nuova';

async function begin(page: Page): Promise<void> {
  await page.goto(wizard);
  await page.getByLabel('Ho letto l’informativa privacy').check();
  await page.getByRole('button', { name: 'Continua' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Che cosa succede e dove' })).toBeVisible();
}

async function fillIn(page: Page): Promise<void> {
  await page.getByLabel('Via o luogo').fill('Via Aurelia 418');
  await page.getByLabel('Frazione').selectOption('Capoluogo');
  await page.getByRole('radio', { name: 'strade' }).check();
  await page.getByLabel('Titolo').fill('Buca davanti al passaggio');
  await page.getByLabel('Racconta che cosa succede').fill('È profonda.\nLe bici la evitano.');
  await page.getByLabel('Nome e cognome').fill('Maria Rossi');
  await page.getByLabel('Indirizzo mail').fill('maria.rossi@example.it');
}

const next = (page: Page) => page.getByRole('button', { name: 'Continua: controlla e invia' }).last().click();
const send = (page: Page) => page.getByRole('button', { name: 'Invia la segnalazione' }).click();

test('a person reports with a photo, gets number and password, and follows', async ({
  page,
  axe,
  keepPicture,
  javaScriptEnabled,
}) => {
  await page.goto(wizard);
  await axe(page);
  await keepPicture(page, 'report-1');
  await begin(page);
  await fillIn(page);
  await page.getByLabel('Scegli foto o documenti').setInputFiles([
    { name: 'buca.jpg', mimeType: 'image/jpeg', buffer: await photo() },
    { name: 'IMG_0815.HEIC', mimeType: 'image/heic', buffer: readFileSync('test/samples/lampione.heic') },
    { name: 'preventivo.pdf', mimeType: 'application/pdf', buffer: document() },
    { name: 'pagina.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<!doctype html>'.repeat(50)) },
  ]);
  if (!javaScriptEnabled) await page.getByRole('button', { name: 'Aggiungi i file scelti' }).click();
  await expect(page.getByRole('button', { name: 'Togli buca.jpg' })).toBeVisible();
  await expect(
    page.getByText('pagina.jpg: non è una foto (JPEG, PNG, WebP, HEIC) né un documento PDF.').last(),
  ).toBeVisible();
  await expect(page.getByLabel('Titolo')).toHaveValue('Buca davanti al passaggio');
  await axe(page);
  await keepPicture(page, 'report-2');

  await next(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Controlla e invia' })).toBeVisible();
  await expect(page.getByText('Le bici la evitano.')).toBeVisible();
  await expect(page.getByText('Ti rispondiamo entro', { exact: false })).toBeVisible();
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole('img', { name: /^Foto [12]$/ })).toHaveCount(2, { timeout: 500 });
  }).toPass();
  await axe(page);
  await keepPicture(page, 'report-3');

  await send(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Segnalazione inviata' })).toBeVisible();
  const reference = page.url().split('/').at(-1) ?? '';
  const password = ((await page.locator('dd.secret').textContent()) ?? '').replace(/\s/g, '');
  expect(page.url()).not.toContain(password);
  await expect(page.getByText('m…@example.it')).toBeVisible();
  await axe(page);
  await keepPicture(page, 'report-sent');
  await page.reload();
  await expect(page.getByText(reference, { exact: true })).toBeVisible();

  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: `Già inviata: ${reference}` })).toBeVisible();
  await page.getByRole('link', { name: 'Vai alla tua richiesta' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Buca davanti al passaggio' })).toBeVisible();
  await expect(page.getByRole('img', { name: 'Foto: buca.jpg' })).toBeVisible();
  await expect(page.getByRole('img', { name: 'Foto: IMG_0815.HEIC' })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Documento: preventivo.pdf' }).click();
  expect((await download).suggestedFilename()).toBe('preventivo.pdf');
  await axe(page);
  await keepPicture(page, 'follow-new');

  await page.getByRole('button', { name: 'Esci' }).click();
  await page.goto(`/segui/${reference}`);
  await expect(page.getByLabel('Numero')).toHaveValue(reference);
  await page.getByLabel('Password').fill(password.toLowerCase().replaceAll('-', ' '));
  await page.getByRole('button', { name: 'Apri la richiesta' }).click();
  await expect(page).toHaveURL(`/segui/${reference}`);
});

test('what is missing is told in a summary and beside each field, and nothing typed is lost', async ({
  page,
  axe,
  keepPicture,
}) => {
  await begin(page);
  await page.getByLabel('Titolo').fill('Lampione spento');
  await next(page);
  const summary = page.getByRole('alert');
  await expect(summary).toContainText('Ci sono 6 cose da correggere');
  await expect(summary).toBeFocused();
  await expect(page.getByLabel('Titolo')).toHaveValue('Lampione spento');
  await axe(page);
  await keepPicture(page, 'report-errors');
  await summary.getByRole('link', { name: 'Scegli la frazione.' }).click();
  await expect(page).toHaveURL(/#hamlet$/);

  await fillIn(page);
  await next(page);
  await page.getByRole('link', { name: /^Modifica.*Chi sei/ }).click();
  await expect(page.getByLabel('Nome e cognome')).toHaveValue('Maria Rossi');
  await page.getByLabel('Telefono').fill('chiamami');
  await next(page);
  await expect(page.getByRole('alert')).toContainText('C’è una cosa da correggere');
});

test('what is typed is kept without a press, where scripts run', async ({
  page,
  context,
  browser,
  baseURL,
  javaScriptEnabled,
}) => {
  await begin(page);
  await page.getByLabel('Titolo').fill('La batteria si scarica');
  const told = page.getByText(/^Bozza salvata alle \d\d:\d\d\. La ritrovi qui/);
  if (javaScriptEnabled) await expect(told).toBeVisible();
  const kept = await context.storageState();
  const later = await browser.newContext({ storageState: kept, ...(baseURL && { baseURL }), locale: 'it-IT' });
  const again = await later.newPage();
  await again.goto(wizard);
  await again.getByRole('link', { name: 'Continua da dove eri' }).click();
  await expect(again.getByLabel('Titolo')).toHaveValue(javaScriptEnabled ? 'La batteria si scarica' : '');
  await later.close();
});

test('a draft outlives the browser, and can be thrown away', async ({ page, context, browser, baseURL }) => {
  await begin(page);
  await page.getByLabel('Titolo').fill('Da finire domani');
  await page.getByRole('button', { name: 'Indietro' }).click();
  const kept = await context.storageState();
  const tomorrow = await browser.newContext({ storageState: kept, ...(baseURL && { baseURL }), locale: 'it-IT' });
  const again = await tomorrow.newPage();
  await again.goto(wizard);
  await again.getByRole('link', { name: 'Continua da dove eri' }).click();
  await expect(again.getByLabel('Titolo')).toHaveValue('Da finire domani');
  await again.goto('/');
  await again.getByRole('link', { name: 'Continua la segnalazione' }).click();
  await expect(again.getByLabel('Titolo')).toHaveValue('Da finire domani');
  await again.goto(wizard);
  await again.getByText('Ricomincia da capo').click();
  await again.getByRole('button', { name: 'Cancella e ricomincia' }).click();
  await expect(again.getByText('Hai una segnalazione iniziata')).toHaveCount(0);
  await tomorrow.close();
});

test('who has no draft is brought to the first step and told why', async ({ page, axe }) => {
  await page.goto(`${wizard}/riepilogo`);
  await expect(page).toHaveURL(/\/nuova\?bozza=persa$/);
  await expect(page.getByText('Non troviamo più la tua bozza')).toBeVisible();
  await axe(page);
});
