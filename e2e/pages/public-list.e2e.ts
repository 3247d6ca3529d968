import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { senderOf } from '../http/send.ts';
import { publish } from '../publish.ts';
import { expect, test } from '../test.ts';
import type { Site, WorldTown } from '../world/world.ts';

const rows = (page: Page) => page.getByRole('region', { name: /segnalazion/ }).getByRole('listitem');

test('everybody finds a request by words, category, state and hamlet, and nothing of who asked', async ({
  page,
  site,
  town,
  makeRequest,
  look,
}, { project }) => {
  const word = `gufo${project.name.replaceAll('-', '')}`;
  const { reference } = await makeRequest({ office: 'green', state: 'in-charge', title: `Mio gufo ${project.name}` });
  await publish(site, town, reference, { title: `Un ${word} nel parco`, body: 'Canta di notte.', place: 'Via Roma' });

  await page.goto('/');
  await page.getByRole('main').getByRole('link', { name: 'Guarda le segnalazioni' }).click();
  await expect(page).toHaveURL(/\/segnalazioni$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Segnalazioni');
  await look(page, 'public-list');

  await page.getByLabel('Cerca nelle segnalazioni').fill(word);
  const filters = page.locator('search summary');
  if (await filters.isVisible()) {
    await filters.click();
    await page.locator('input[value="verde"]').check();
  } else {
    // Unfolded by the sheet where there is room: for the eye and for the keyboard, whatever `open` says.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await expect(page.locator('input[value="verde"]')).toBeFocused();
    await page.keyboard.press('Space');
    await expect(page.locator('input[value="verde"]')).toBeChecked();
  }
  await page.getByLabel('A che punto è').selectOption({ value: 'in-carico' }, { force: true });
  await page.getByLabel('Frazione').selectOption({ value: 'Capoluogo' }, { force: true });
  await page.getByRole('button', { name: 'Mostra', exact: true }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(page.getByRole('heading', { level: 2, name: '1 segnalazione' })).toBeVisible();
  await expect(page.locator('input[value="verde"]')).toBeChecked();
  await look(page, 'public-list-filtered');

  await page.getByRole('link', { name: `Un ${word} nel parco` }).click();
  await expect(page).toHaveURL(`/segnalazioni/${reference}`);
  await expect(page.getByText('Canta di notte.')).toBeVisible();
  await expect(page.getByText('Presa in carico').first()).toBeVisible();
  const html = await page.content();
  for (const secret of ['Maria Rossi', 'maria.rossi@example.it', 'Anna Strada', 'Rosa Verde', '418', 'Mio gufo'])
    expect(html, secret).not.toContain(secret);
  expect(html).not.toMatch(/\d{2}:\d{2}/);
  await expect(page.locator('link[rel=canonical]')).toHaveAttribute('href', `${town.url}/segnalazioni/${reference}`);
  await expect(page.locator('meta[property="og:title"]')).toHaveAttribute('content', new RegExp(word));
  await look(page, 'public-request');

  await page.goto(`/segnalazioni?q=${word}&stato=concluse`);
  await expect(page.getByText('Nessuna segnalazione corrisponde')).toBeVisible();
  await look(page, 'public-list-nothing');
  await page.getByRole('main').getByRole('link', { name: 'Togli i filtri' }).last().click();
  await expect(rows(page).first()).toBeVisible();
});

test('before anybody looked there is the street and no words', async ({ page, makeRequest, look }, { project }) => {
  const { reference } = await makeRequest({ office: 'roads', state: 'received', title: `Segreto ${project.name}` });
  await expect(async () => {
    expect((await page.goto(`/segnalazioni/${reference}`))?.status()).toBe(200);
  }).toPass();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('strade');
  await expect(page.getByText('Il testo di questa segnalazione non è pubblico')).toBeVisible();
  await expect(page.getByText('Via Aurelia, Capoluogo').first()).toBeVisible();
  expect(await page.content()).not.toContain('Segreto');
  await look(page, 'public-request-facts');
});

test('a long list goes on by pages, each request once, and back to its beginning', async ({ page, makeRequest }) => {
  const made = [];
  for (let count = 0; count < 21; count++) {
    made.push((await makeRequest({ office: 'roads', state: 'received', title: 'Una di molte' })).reference);
  }
  const last = made.at(-1) ?? '';
  await expect(async () => {
    await page.goto('/segnalazioni');
    await expect(page.getByText(last)).toBeVisible({ timeout: 500 });
  }).toPass();
  const met = new Set<string>();
  const collect = async () => {
    for (const href of await rows(page)
      .getByRole('link')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))) {
      expect(met.has(href), `${href} twice`).toBe(false);
      met.add(href);
    }
  };
  await collect();
  expect(met.size).toBe(20);
  await page.getByRole('link', { name: 'Mostra le precedenti' }).click();
  await expect(page).toHaveURL(/da=/);
  await collect();
  for (const reference of made) expect(met.has(`/segnalazioni/${reference}`), reference).toBe(true);
  await page.getByRole('link', { name: 'Torna alle più recenti' }).click();
  await expect(page).toHaveURL('/segnalazioni');
});

test('what is not public and what does not exist are one and the same page', async ({
  page,
  site,
  town,
  other,
  makeRequest,
}, { project }) => {
  const hidden = await makeRequest({ office: 'roads', state: 'received', title: `Nascosta ${project.name}` });
  const words = { title: 'x', body: '', place: '', decision: 'hidden' };
  await publish(site, town, hidden.reference, words);
  const ask = async (written: string) => {
    const { status, text } = await senderOf(site, town)(`/segnalazioni/${written}`);
    // Keys made anew for each page are no sign of anything.
    return { status, text: text.replaceAll(written, '…').replace(/nonce[-=]\W?[\w+/=]+/g, '') };
  };
  const unknown = await ask('2026-99999');
  expect(unknown.status).toBe(404);
  for (const written of [hidden.reference, other.requests.received.reference, 'non-so', 'P-2026-00001'])
    expect(await ask(written), written).toEqual(unknown);
  await page.goto(`/segnalazioni/${hidden.reference}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Questa pagina non c’è');
});

test('the citizen is told whether and how their request is public', async ({ page, site, town, makeRequest, look }) => {
  const request = await makeRequest({ office: 'roads', state: 'received' });
  const open = () => page.goto(`/segui/accesso/${request.reference}.${request.token}`);
  await expect(async () => {
    await open();
    await expect(page.getByText('Nell’elenco pubblico ci sono categoria, via e date')).toBeVisible({ timeout: 500 });
  }).toPass();
  await look(page, 'follow-public');
  await publish(site, town, request.reference, { title: 'Buca', body: '', place: '', decision: 'hidden' });
  await page.reload();
  await expect(page.getByText('non è nell’elenco pubblico')).toBeVisible();
});

test('the desk reviews words and a photo; the public sees a blurred picture and never the photo itself', async ({
  page,
  site,
  town,
  signIn,
  look,
}, { project }) => {
  const { reference, photo } = await reportWithPhoto(site, town, `Targa in vista ${project.name}`);
  await signIn(page, 'front-desk');
  await page.goto(`/ufficio/pubblicazione/${reference}`);
  await expect(page.getByText('Forse ci sono dati personali: targa')).toBeVisible();
  await expect(page.locator('mark')).toContainText('AB123CD');
  await look(page, 'review');

  // Words that cannot be shown: the title is missing, what was typed stays.
  await page.getByLabel('Titolo').fill('');
  await page.getByLabel('Testo').fill('Un’auto sul marciapiede.');
  const words = page.getByRole('region', { name: /Che cosa leggono tutti/ });
  await words.getByRole('button', { name: 'Mostra', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('scrivi almeno il titolo');
  await expect(page.getByLabel('Testo')).toHaveValue('Un’auto sul marciapiede.');
  await look(page, 'review-wrong');
  await page.getByLabel('Titolo').fill('Auto sul marciapiede');
  await words.getByRole('button', { name: 'Mostra', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('il testo è pubblico');
  await expect(page).toHaveURL(new RegExp(`pubblicazione/${reference}`));

  const one = page.getByRole('article', { name: /Foto 1 di 1/ });
  await one.locator('summary').click();
  await one.getByRole('button', { name: 'Sfoca queste parti' }).click();
  await expect(page.getByRole('alert')).toContainText('Segna almeno una casella');
  await one.getByLabel('Riga 1, colonna 1').check();
  await one.getByLabel('Riga 2, colonna 1').check();
  await look(page, 'review-photo-parts');
  await one.getByRole('button', { name: 'Sfoca queste parti' }).click();
  await expect(page.getByRole('status')).toContainText('ecco la foto ritoccata');
  await look(page, 'review-photo-edited');
  await one.getByRole('button', { name: 'Mostra', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('la foto è pubblica');

  await page.goto(`/segnalazioni/${reference}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Auto sul marciapiede');
  const picture = page.getByRole('img', { name: /Foto 1 di 1/ });
  const src = (await picture.getAttribute('src')) ?? '';
  await look(page, 'public-request-photo');
  const { status } = await senderOf(site, town)(`/foto/${photo}`);
  expect(status, 'the photo itself').toBe(404);
  expect((await senderOf(site, town)(`/segnalazioni/foto/${photo}`)).status, 'by its own id').toBe(404);
  expect((await senderOf(site, town)(src)).status).toBe(200);
  expect(await page.content()).not.toContain(photo);

  const shown = await senderOf(site, town)(src);
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const original = await senderOf(site, town)(`/foto/${photo}`, { cookie });
  const corner = async (bytes: Buffer) => {
    const region = await sharp(bytes).extract({ left: 8, top: 8, width: 60, height: 120 }).png().toBuffer();
    return Math.max(...(await sharp(region).stats()).channels.map(({ stdev }) => stdev));
  };
  expect(original.status, 'the desk sees the photo').toBe(200);
  expect(await corner(original.bytes)).toBeGreaterThan(60);
  expect(await corner(shown.bytes)).toBeLessThan(30);
});

/** By the form of citizens, with a striped photo. */
async function reportWithPhoto(site: Site, town: WorldTown, title: string) {
  const ask = senderOf(site, town);
  const wizard = '/servizi/segnalazione-disservizio/nuova';
  const stripes = Buffer.from(Array.from({ length: 480 * 320 * 3 }, (_, at) => (Math.floor(at / 3) % 8 < 4 ? 0 : 255)));
  const bytes = await sharp(stripes, { raw: { width: 480, height: 320, channels: 3 } })
    .png()
    .toBuffer();
  const begun = await ask(`${wizard}?/inizia`, { form: { privacy: 'on' } });
  const cookie = begun.cookies.find((one) => one.startsWith('bozza=')) ?? '';
  const fields = {
    place: 'Via Aurelia 418',
    hamlet: town.hamlet,
    category: town.category,
    title,
    body: 'Sempre la stessa auto, AB123CD.',
    name: 'Maria Rossi',
    email: 'maria.rossi@example.it',
    phone: '',
    latitude: '',
    longitude: '',
  };
  await ask(`${wizard}/dati?/allega`, { cookie, form: fields, file: { name: 'file', bytes } });
  let photo: string | undefined;
  await expect
    .poll(async () => {
      const { text } = await ask(`${wizard}/dati`, { cookie });
      photo = /\/foto\/([0-9a-f-]{36})/.exec(text)?.[1];
      return photo === undefined ? 0 : (await ask(`/foto/${photo}`, { cookie })).status;
    })
    .toBe(200);
  await ask(`${wizard}/dati?/continua`, { cookie, form: fields, multipart: true });
  const summary = await ask(`${wizard}/riepilogo`, { cookie });
  const key = /name="key" value="([0-9a-f]{32})"/.exec(summary.text)?.[1] ?? '';
  const sent = await ask(`${wizard}/riepilogo`, { cookie, form: { key, file: photo ?? '' } });
  const reference = /inviata\/([P\d-]+)/.exec(String(sent.headers.location))?.[1] ?? '';
  expect(reference).not.toBe('');
  return { reference, photo: photo ?? '' };
}
