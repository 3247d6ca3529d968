import type { Page } from '@playwright/test';
import { smallPhoto } from '../citizen.ts';
import { expectDone, openAct } from '../office.ts';
import { expect, test } from '../test.ts';
import type { WorldRequest } from '../world/world.ts';
import { handedInDaysAgo } from '../older.ts';

const open = (page: Page, { reference, token }: WorldRequest) => page.goto(`/segui/accesso/${reference}.${token}`);
const told = (page: Page) => page.getByRole('status');

test('a question is asked, answered with a photo, and read by the office', async ({
  page,
  browser,
  makeRequest,
  signIn,
  look,
}, { project }) => {
  const title = `Domanda (${project.name})`;
  const request = await makeRequest({ office: 'roads', state: 'in-charge', title });
  const desk = await (await browser.newContext()).newPage();
  await signIn(desk, 'operator');
  await desk.goto(`/ufficio/segnalazioni/${request.reference}`);
  const ask = await openAct(desk, 'Chiedi al cittadino');
  await ask.getByRole('button', { name: 'Manda la domanda' }).click();
  await expect(desk.getByRole('alert')).toContainText('Scrivi la domanda.');
  await look(desk, 'request-ask-wrong');
  const again = await openAct(desk, 'Chiedi al cittadino');
  await again.getByLabel('Domanda al cittadino').fill('Da che lato della strada è la buca?');
  await expect(again.getByLabel('Giorni per rispondere')).toHaveValue('10');
  await again.getByRole('button', { name: 'Manda la domanda' }).click();
  await expectDone(desk, 'Domanda mandata');
  await expect(desk.getByText('Tocca al cittadino')).toBeVisible();
  await look(desk, 'request-asked');

  await open(page, request);
  const question = page.getByRole('region', { name: 'Anna Strada ti ha fatto una domanda' });
  await expect(question).toContainText('Da che lato della strada è la buca?');
  await expect(page.getByText('Aspettiamo la tua risposta entro')).toBeVisible();
  await look(page, 'follow-question');
  await question.getByRole('button', { name: 'Invia la risposta' }).last().click();
  await expect(page.getByRole('alert')).toContainText('Scrivi la risposta.');
  await look(page, 'follow-question-wrong');

  await question.getByLabel('La tua risposta').fill('Dal lato del mare, davanti al 418.');
  await question.getByLabel('Foto', { exact: true }).setInputFiles(await smallPhoto('lato.jpg'));
  await question.getByRole('button', { name: 'Aggiungi le foto scelte' }).click();
  await expect(question.getByText('lato.jpg').first()).toBeVisible();
  await expect(question.getByLabel('La tua risposta')).toHaveValue('Dal lato del mare, davanti al 418.');
  await look(page, 'follow-question-photo');
  await question.getByRole('button', { name: 'Invia la risposta' }).last().click();
  await expect(told(page)).toContainText('la tua risposta è arrivata');
  await expect(page.getByRole('heading', { name: 'Hai risposto alla domanda' })).toBeVisible();
  await expect(question).toBeHidden();
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole('img', { name: 'Foto: lato.jpg' })).toBeVisible({ timeout: 1000 });
  }).toPass();
  await look(page, 'follow-answered');

  await desk.goto(`/ufficio?q=${request.reference}`);
  await expect(desk.getByRole('img', { name: 'Il cittadino ha risposto' })).toBeVisible();
  await look(desk, 'inbox-answered');
  await desk.getByRole('link', { name: title }).click();
  await expect(desk.getByText('Tocca a te: leggi e rispondi al cittadino')).toBeVisible();
  await expect(desk.getByText('Dal lato del mare, davanti al 418.').first()).toBeVisible();
  await look(desk, 'request-answered');
});

test('a question that was taken back while somebody answered keeps the words, which go as a message', async ({
  page,
  browser,
  makeRequest,
  signIn,
  look,
}) => {
  const request = await makeRequest({ office: 'roads', state: 'question' });
  await open(page, request);
  await page.getByLabel('La tua risposta').fill('Dal lato del monte.');

  const desk = await (await browser.newContext()).newPage();
  await signIn(desk, 'operator');
  await desk.goto(`/ufficio/segnalazioni/${request.reference}`);
  const back = await openAct(desk, 'Ritira');
  await back.getByLabel('Perché').fill('Siamo passati a vedere.');
  await back.getByRole('button', { name: 'Ritira la domanda' }).click();
  await expectDone(desk, 'Domanda ritirata');

  await page.getByRole('button', { name: 'Invia la risposta' }).last().click();
  await expect(page.getByLabel('Quello che avevi scritto')).toHaveValue('Dal lato del monte.');
  await look(page, 'follow-late');
  await page.getByRole('button', { name: 'Mandalo come messaggio' }).click();
  await expect(told(page)).toContainText('Messaggio mandato');
  await expect(page.getByText('Dal lato del monte.')).toBeVisible();
});

test('the citizen writes, adds a photo and reminds, each on a page of its own', async ({
  page,
  site,
  makeRequest,
  look,
}) => {
  const request = await makeRequest({ office: 'roads', state: 'in-charge' });
  await open(page, request);
  const acts = page.getByRole('navigation', { name: 'Che cosa puoi fare' });
  await acts.getByRole('link', { name: 'Scrivi all’ufficio' }).click();
  await look(page, 'follow-write');
  await page.getByRole('button', { name: 'Manda il messaggio' }).click();
  await expect(page.getByRole('alert')).toContainText('Scrivi il messaggio.');
  await look(page, 'follow-write-wrong');
  await page.getByLabel('Il tuo messaggio').fill('La buca si è allargata.');
  await page.getByRole('button', { name: 'Manda il messaggio' }).click();
  await expect(told(page)).toContainText('Messaggio mandato');
  await expect(page.getByRole('heading', { name: 'Hai scritto un messaggio' })).toBeVisible();
  await look(page, 'follow-wrote');

  await acts.getByRole('link', { name: 'Aggiungi foto' }).click();
  await page.getByRole('button', { name: 'Manda le foto' }).last().click();
  await expect(page.getByRole('alert')).toContainText('Prima scegli una foto');
  await look(page, 'follow-photos-wrong');
  await page.getByLabel('Foto', { exact: true }).setInputFiles(await smallPhoto('oggi.jpg'));
  await page.getByRole('button', { name: 'Aggiungi le foto scelte' }).click();
  await expect(page.getByText('oggi.jpg').first()).toBeVisible();
  await page.getByRole('button', { name: 'Togli' }).click();
  await expect(page.getByText('oggi.jpg')).toHaveCount(0);
  await page.getByLabel('Foto', { exact: true }).setInputFiles(await smallPhoto('adesso.jpg'));
  await page.getByLabel('Vuoi aggiungere due parole?').fill('Di stamattina.');
  await look(page, 'follow-photos');
  await page.getByRole('button', { name: 'Manda le foto' }).last().click();
  await expect(told(page)).toContainText('Le foto sono arrivate');
  await expect(page.getByRole('heading', { name: 'Hai mandato una foto' })).toBeVisible();

  await acts.getByRole('link', { name: 'Sollecita' }).click();
  await expect(page.getByRole('heading', { name: 'Puoi sollecitare da' })).toBeVisible();
  await look(page, 'follow-remind-early');
  await handedInDaysAgo(site, request, 4);
  await page.reload();
  await page.getByLabel('Vuoi aggiungere qualcosa?').fill('Ci sono novità?');
  await look(page, 'follow-remind');
  await page.getByRole('button', { name: 'Manda il sollecito' }).click();
  await expect(told(page)).toContainText('Sollecito mandato');
  await expect(acts.getByRole('link', { name: 'Sollecita' })).toContainText('possibile da');
  await look(page, 'follow-reminded');
});

test('a request is withdrawn after saying what ends with it', async ({ page, makeRequest, look }) => {
  const request = await makeRequest({ office: 'roads', state: 'inspection' });
  await open(page, request);
  await page.getByRole('link', { name: 'Ritira la richiesta' }).click();
  await expect(page.getByRole('main')).toContainText('nessuno ci lavora più');
  await expect(page.getByRole('listitem').filter({ hasText: 'Sopralluogo' })).toBeVisible();
  await look(page, 'follow-withdraw');
  await page.getByRole('button', { name: 'Sì, ritira la richiesta' }).click();
  await expect(told(page)).toContainText('Hai ritirato la richiesta');
  await expect(page.getByText('Ritirata', { exact: true })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Che cosa puoi fare' })).toHaveCount(0);
  await look(page, 'follow-withdrawn');
});

test('a closed request is rated, opened again, and read-only in the end', async ({
  page,
  browser,
  site,
  makeRequest,
  signIn,
  look,
}) => {
  const request = await makeRequest({ office: 'roads', state: 'closed' });
  await open(page, request);
  await look(page, 'follow-closed-new');
  const rating = page.getByRole('region', { name: 'Ti è stato utile?' });
  await rating.getByRole('button', { name: 'Manda' }).click();
  await expect(page.getByRole('alert')).toContainText('Scegli una risposta');
  await look(page, 'follow-rate-wrong');
  await rating.getByLabel('In parte').check();
  await rating.getByLabel('Vuoi dirci di più?').fill('Il ramo sì, le foglie no.');
  await rating.getByRole('button', { name: 'Manda' }).click();
  await expect(told(page)).toContainText('ci aiuta a fare meglio');
  await expect(rating).toContainText('Hai risposto: In parte.');
  await look(page, 'follow-rated');

  const desk = await (await browser.newContext()).newPage();
  await signIn(desk, 'operator');
  await desk.goto(`/ufficio/segnalazioni/${request.reference}`);
  await expect(desk.getByRole('region', { name: 'Che cosa ha detto il cittadino' })).toContainText('In parte');
  await look(desk, 'request-rated');

  await page.getByRole('link', { name: 'Fai riaprire la richiesta' }).click();
  await page.getByRole('button', { name: 'Riapri la richiesta' }).click();
  await expect(page.getByRole('alert')).toContainText('Scrivi perché va riaperta.');
  await look(page, 'follow-reopen-wrong');
  await page.getByLabel('Perché va riaperta').fill('Le foglie sono ancora lì.');
  await page.getByRole('button', { name: 'Riapri la richiesta' }).click();
  await expect(told(page)).toContainText('di nuovo aperta');
  await expect(page.getByText('Il termine è ripartito')).toBeVisible();
  await expect(page.getByText('Presa in carico', { exact: true }).first()).toBeVisible();
  await look(page, 'follow-reopened');

  await desk.reload();
  await expect(desk.getByText('Tocca a te: leggi e rispondi al cittadino')).toBeVisible();
  await look(desk, 'request-reopened');

  const other = await makeRequest({ office: 'roads', state: 'closed' });
  // Thirty days, and two for the hours of a day that ends or of a clock that was put back.
  await handedInDaysAgo(site, other, 32);
  await open(page, other);
  await expect(page.getByRole('heading', { name: 'Questa richiesta si può solo leggere' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Fai riaprire la richiesta' })).toHaveCount(0);
  await look(page, 'follow-read-only');
  await desk.goto(`/ufficio/segnalazioni/${other.reference}`);
  const reopen = await openAct(desk, 'Riapri');
  await reopen.getByLabel('Perché la riapri').fill('Il ramo è ricresciuto sul cartello.');
  await look(desk, 'request-reopen');
  await reopen.getByRole('button', { name: 'Riapri la segnalazione' }).click();
  await expectDone(desk, 'Segnalazione riaperta');
});

test('on paper the page is the story, without anything to press', async ({ page, makeRequest }, { project }) => {
  const request = await makeRequest({ office: 'roads', state: 'question' });
  await open(page, request);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText(`Richiesta ${request.reference}`)).toBeVisible();
  await expect(page.getByText('Ti rispondiamo entro')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Anna Strada ha preso in carico la richiesta' })).toBeVisible();
  for (const name of ['Invia la risposta', 'Esci']) {
    await expect(page.getByRole('button', { name, exact: true }).first()).toBeHidden();
  }
  await expect(page.getByRole('navigation', { name: 'Che cosa puoi fare' })).toBeHidden();
  await expect(page.getByRole('contentinfo')).toBeHidden();
  await page.screenshot({ path: `screenshots/follow-print.${project.name}.png`, fullPage: true });
});

for (const locale of ['en', 'de', 'fr'] as const) {
  test.describe(locale, () => {
    test.use({ locale });

    test('the follow page and its acts speak the reader’s language', async ({ page, makeRequest, look }) => {
      const request = await makeRequest({ office: 'roads', state: 'question' });
      await open(page, request);
      await expect(page.locator('html')).toHaveAttribute('lang', locale);
      await look(page, `follow-question-${locale}`);
      for (const act of ['scrivi', 'foto', 'sollecita', 'ritira']) {
        await page.goto(`/segui/${request.reference}/${act}`);
        await look(page, `follow-${act}-${locale}`);
      }
      const closed = await makeRequest({ office: 'roads', state: 'closed' });
      await open(page, closed);
      await look(page, `follow-closed-${locale}`);
      await page.goto(`/segui/${closed.reference}/riapri`);
      await look(page, `follow-riapri-${locale}`);
    });
  });
}
