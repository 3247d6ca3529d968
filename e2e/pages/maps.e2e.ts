import type { Page } from '@playwright/test';
import { publish } from '../publish.ts';
import { expect, test } from '../test.ts';

/** Near the middle of Vada. */
const inVada = { latitude: 43.351234, longitude: 10.456789 };
const inGabbro = { latitude: 43.4826, longitude: 10.4407 };

/** Whom the page asks for anything, and what the browser complains of. */
function watch(page: Page) {
  const asked = new Set<string>();
  const faults: string[] = [];
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith('http')) asked.add(origin);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  return { asked, faults };
}

test('the staff open the map of a request: before, nobody else is asked for anything', async ({
  page,
  baseURL,
  signIn,
  makeRequest,
  look,
  javaScriptEnabled,
}, { project }) => {
  const { reference } = await makeRequest({
    office: 'roads',
    state: 'received',
    title: `Con un punto ${project.name}`,
    point: inVada,
  });
  const { asked, faults } = watch(page);
  await signIn(page, 'operator');
  await page.goto(`/ufficio/segnalazioni/${reference}`);
  await expect(page.getByText('43.35123, 10.45679')).toBeVisible();
  const elsewhere = page.getByRole('link', { name: 'Guarda su OpenStreetMap (nuova scheda)' });
  await expect(elsewhere).toHaveAttribute('rel', 'noopener noreferrer');
  await expect(elsewhere).toHaveAttribute('href', /mlat=43\.351234&mlon=10\.456789/);
  const show = page.getByRole('button', { name: 'Apri la mappa' });
  if (!javaScriptEnabled) {
    await expect(show).toBeHidden();
    return;
  }
  await page.waitForLoadState('networkidle');
  expect([...asked]).toEqual([baseURL]);
  await expect(page.getByText(/Le immagini della mappa arrivano da 127\.0\.0\.1:\d+\./)).toBeVisible();

  await show.click();
  const map = page.getByRole('region', { name: 'Mappa' });
  await expect(map).toBeFocused();
  const pin = page.getByRole('img', { name: 'Il punto della segnalazione' });
  await expect(pin).toBeInViewport();
  const before = await pin.boundingBox();
  await page.keyboard.press('ArrowRight');
  await expect(async () => expect((await pin.boundingBox())?.x).toBeLessThan(before?.x ?? 0)).toPass();
  await look(page, 'request-map');
  await page.setViewportSize({ width: 320, height: 640 });
  await look(page, 'request-map-narrow');
  await page.getByRole('button', { name: 'Riduci' }).click();
  await expect(page.locator('.leaflet-tile-loaded').first()).toBeVisible();
  expect([...asked].filter((origin) => origin !== baseURL)).toEqual([expect.stringMatching(/^http:\/\/127\.0\.0\.1:/)]);
  expect(faults).toEqual([]);
});

test('a request without a point offers no map', async ({ page, signIn, makeRequest }, { project }) => {
  const { reference } = await makeRequest({ office: 'roads', state: 'received', title: `Senza ${project.name}` });
  await signIn(page, 'operator');
  await page.goto(`/ufficio/segnalazioni/${reference}`);
  await expect(page.getByRole('heading', { name: 'Dove' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'OpenStreetMap' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Apri la mappa' })).toHaveCount(0);
});

test('everybody sees the listed requests on a map, near their places and not at them', async ({
  page,
  baseURL,
  site,
  town,
  makeRequest,
  axe,
  look,
  javaScriptEnabled,
}, { project }) => {
  const word = `airone${project.name.replaceAll('-', '')}`;
  const make = async (title: string, point?: typeof inVada) => {
    const { reference } = await makeRequest({ office: 'roads', state: 'received', title, ...(point && { point }) });
    await publish(site, town, reference, { title: `${title} ${word}`, body: '', place: 'Via Roma' });
    return `/segnalazioni/${reference}`;
  };
  const [bench, lamp] = [await make('Panchina', inVada), await make('Lampione', inVada)];
  const hole = await make('Buca', inGabbro);
  await make('Senza punto');

  const { asked, faults } = watch(page);
  await page.goto(`/segnalazioni?q=${word}`);
  await expect(page.getByRole('heading', { name: '4 segnalazioni' })).toBeVisible();
  const show = page.getByRole('button', { name: 'Guarda sulla mappa' });
  if (!javaScriptEnabled) {
    await expect(show).toBeHidden();
    return;
  }
  await page.waitForLoadState('networkidle');
  expect([...asked]).toEqual([baseURL]);
  await expect(page.getByText(/Le immagini della mappa arrivano da 127\.0\.0\.1:\d+\./)).toBeVisible();

  const answered = page.waitForResponse(/segnalazioni\/punti/);
  await show.click();
  const answer = await answered;
  expect(answer.headers()['cache-control']).toBe('private, max-age=60');
  const json = await answer.text();
  expect(json).toContain('43.351');
  expect(json).not.toContain('43.3512');
  expect(json).not.toContain('Senza punto');
  await expect(page.getByRole('region', { name: 'Mappa' })).toBeFocused();
  await expect(page.locator('#map-status')).toContainText('3 segnalazioni sulla mappa');
  await look(page, 'public-map');

  // By the keyboard alone: to the mark of one, to its link, and back.
  const one = page.getByRole('button', { name: `Buca ${word}, strade · Ricevuta` });
  for (let times = 0; times < 3 && !(await one.evaluate((mark) => mark === document.activeElement)); times++)
    await page.keyboard.press('Tab');
  await expect(one).toBeFocused();
  await page.keyboard.press('Enter');
  const map = page.getByRole('region', { name: 'Mappa' });
  await expect(map.getByRole('link', { name: `Buca ${word}` })).toBeFocused();
  await expect(map.getByRole('link', { name: `Buca ${word}` })).toHaveAttribute('href', hole);
  await axe(page);
  await page.keyboard.press('Escape');
  await expect(one).toBeFocused();

  // What lies together opens as a list.
  await map.getByRole('button', { name: '2 segnalazioni vicine' }).click();
  await expect(map.getByRole('link', { name: `Lampione ${word}` })).toHaveAttribute('href', lamp);
  await expect(map.getByRole('link', { name: `Panchina ${word}` })).toHaveAttribute('href', bench);
  await look(page, 'public-map-opened');
  await page.setViewportSize({ width: 320, height: 640 });
  await look(page, 'public-map-narrow');

  // From afar all are one mark, which comes nearer until they lie apart.
  for (let times = 0; times < 6; times++) await page.getByRole('button', { name: 'Riduci' }).click();
  await map.getByRole('button', { name: '3 segnalazioni vicine' }).press('Enter');
  await expect(map.getByRole('button', { name: '2 segnalazioni vicine' })).toBeVisible();
  await expect(map.getByRole('button', { name: /Buca|vicine/ }).and(page.locator(':focus'))).toHaveCount(1);

  await map.getByRole('button', { name: `Buca ${word}` }).click();
  await map.getByRole('link', { name: `Buca ${word}` }).click();
  await expect(page).toHaveURL(hole);
  expect([...asked].filter((origin) => origin !== baseURL)).toHaveLength(1);
  expect(faults).toEqual([]);
});
