import type { Page } from '@playwright/test';
import { expect, test } from '../test.ts';

/** Near the middle of Vada. */
const inVada = { latitude: 43.351234, longitude: 10.456789 };

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
