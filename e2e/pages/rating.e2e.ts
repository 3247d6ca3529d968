import { expect, test } from '../test.ts';

test('a visitor rates a page, says why, and the administration reads it', async ({ page, signIn, look }, {
  testId,
}) => {
  await page.goto('/note-legali');
  const block = page.getByRole('region', { name: 'La tua valutazione' });
  await block.getByRole('button', { name: 'Valuta' }).click();
  await expect(page.getByRole('alert')).toContainText('Scegli da una a cinque stelle');
  await look(page, 'rating-wrong');
  await page.getByRole('radio', { name: '2 stelle' }).check();
  await look(page, 'rating-stars');
  await page.getByRole('button', { name: 'Valuta' }).click();

  await expect(page.getByText('la tua valutazione (2 su 5) è arrivata')).toBeVisible();
  await expect(page.getByText('Dove hai incontrato le maggiori difficoltà?')).toBeVisible();
  await page.getByRole('radio', { name: 'Le indicazioni non erano complete' }).check();
  await page.getByLabel('Vuoi aggiungere altri dettagli?').fill('x'.repeat(30));
  await look(page, 'rating-more');
  await page.getByLabel('Vuoi aggiungere altri dettagli?').fill(`Manca il nome del responsabile (${testId}).`);
  await page.getByRole('button', { name: 'Invia' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Grazie, il tuo parere ci aiuta');
  await look(page, 'rating-thanks');
  await page.getByRole('link', { name: 'Torna indietro' }).click();
  await expect(page).toHaveURL(/\/note-legali$/);

  await signIn(page, 'mayor');
  await page.goto('/ufficio/valutazioni');
  await expect(page.getByText(`Manca il nome del responsabile (${testId}).`)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Note legali' })).toContainText('Le indicazioni non erano complete');
  await look(page, 'ratings');
});

test('who sees one office alone finds no ratings', async ({ page, signIn }) => {
  await signIn(page, 'operator');
  await expect(page.getByRole('link', { name: 'Valutazioni' })).toHaveCount(0);
  expect((await page.goto('/ufficio/valutazioni'))?.status()).toBe(404);
});
