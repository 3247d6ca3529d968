import type { Page } from '@playwright/test';
import { mailAbout } from '../mails.ts';
import { expect, test } from '../test.ts';

const wizard = '/servizi/segnalazione-disservizio/nuova';

async function fillFault(page: Page, title: string): Promise<void> {
  await page.goto(wizard);
  await page.getByLabel('Ho letto').check();
  await page.getByRole('button', { name: 'Continua', exact: true }).click();
  await page.locator('#place').fill('Via Aurelia 418');
  await page.locator('#hamlet').selectOption({ label: 'Capoluogo' });
  await page.getByRole('radio', { name: 'strade' }).check();
  await page.locator('#title').fill(title);
  await page.locator('#body').fill('Il tombino davanti al bagno è scoperto.');
  await page.locator('#name').fill('Ada Neri');
}
const goOn = (page: Page) => page.getByRole('button', { name: 'Continua: controlla e invia', exact: true }).click();

test('a business writes, is asked for its number, and gets everything at its PEC', async ({
  page,
  world,
  look,
  signIn,
}, { project }) => {
  test.setTimeout(120_000);
  const title = `Tombino scoperto (${project.name})`;
  const pec = `bagni.${project.name}@pec.example.it`;
  await fillFault(page, title);
  await expect(page.getByLabel('Partita IVA')).toBeHidden();
  await page.getByRole('radio', { name: 'Per un’impresa' }).check();
  await page.getByLabel('Nome dell’impresa').fill('Bagni Fiume');
  await page.getByLabel('Partita IVA').fill('IT 0074311 0158');
  await page.getByLabel('PEC').fill(pec);
  await goOn(page);
  await expect(page.getByRole('alert')).toContainText('La partita IVA non torna: controlla le 11 cifre.');
  await look(page, 'author-business-wrong');
  await page.getByLabel('Partita IVA').fill('IT 0074311 0157');
  await goOn(page);
  await expect(page.getByRole('main')).toContainText('00743110157');
  await expect(page.locator('.address')).toContainText(pec);
  await look(page, 'author-business-summary');
  await page.getByRole('button', { name: 'Invia la segnalazione' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Segnalazione inviata' })).toBeVisible();

  const mail = await mailAbout(world, pec, title);
  const [, reference = ''] = /\((20\d\d-\d+)\)/.exec(mail.subject) ?? [];
  await signIn(page, 'operator');
  await page.goto(`/ufficio/segnalazioni/${reference}`);
  const who = page.getByRole('region', { name: 'La richiesta' }).or(page.locator('#richiesta')).first();
  await expect(who).toContainText('Bagni Fiume');
  await expect(who).toContainText('00743110157');
  await expect(who).toContainText(pec);
});

test('a mistyped address is asked about: the other one is taken by a button', async ({ page, look }, { project }) => {
  await fillFault(page, `Buca (${project.name})`);
  await page.locator('#email').fill('ada.neri@gmial.com');
  await goOn(page);
  await expect(page.getByRole('alert')).toContainText('forse c’è un errore di battitura');
  await expect(page.getByText('Volevi dire ada.neri@gmail.com?')).toBeVisible();
  await look(page, 'author-slip');
  await page.getByRole('button', { name: 'Sì, usa ada.neri@gmail.com' }).click();
  await expect(page.locator('.address')).toContainText('ada.neri@gmail.com');
  await look(page, 'author-summary');
});

test('a strange address that is right is kept by a button, and asked about no more', async ({ page }, { project }) => {
  await fillFault(page, `Buca (${project.name})`);
  await page.locator('#email').fill('ada.neri@gmial.com');
  await goOn(page);
  await page.getByRole('button', { name: 'No, ada.neri@gmial.com è giusto' }).click();
  await expect(page.locator('.address')).toContainText('ada.neri@gmial.com');
  await page.getByRole('link', { name: 'Modifica' }).last().click();
  await goOn(page);
  await expect(page.locator('.address')).toContainText('ada.neri@gmial.com');
});
