import type { Page } from '@playwright/test';
import { expect, test } from '../test.ts';

const wizard = '/servizi/segnalazione-disservizio/nuova';
/** Near the middle of Vada, and in the sea off it. */
const inVada = { latitude: 43.351, longitude: 10.456 };
const inLivorno = { latitude: 43.5497, longitude: 10.3099 };

async function begin(page: Page): Promise<void> {
  await page.goto(wizard);
  await page.getByLabel('Ho letto l’informativa privacy').check();
  await page.getByRole('button', { name: 'Continua' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Che cosa succede e dove' })).toBeVisible();
}

const place = (page: Page) => page.getByLabel('Via o luogo');
const hidden = (page: Page, name: string) => page.locator(`input[name="${name}"]`);
const next = (page: Page) => page.getByRole('button', { name: 'Continua: controlla e invia' }).last().click();

test('an address is looked for and chosen among those of the register, and gives point and hamlet', async ({
  page,
  look,
  javaScriptEnabled,
}) => {
  await begin(page);
  await page.getByLabel('Titolo').fill('Buca');
  await place(page).fill('v. g. garibladi 12 castiglioncello');
  if (javaScriptEnabled) {
    await place(page).press('End');
    await place(page).pressSequentially(' ');
    const options = page.getByRole('listbox', { name: 'Indirizzi suggeriti' }).getByRole('option');
    await expect(options.first()).toContainText('Via Giuseppe Garibaldi 12');
    await expect(place(page)).toHaveAttribute('aria-expanded', 'true');
    await place(page).press('ArrowDown');
    await expect(options.first()).toHaveAttribute('aria-selected', 'true');
    await look(page, 'place-suggestions');
    await place(page).press('Escape');
    await expect(options.first()).toBeHidden();
    await place(page).press('ArrowDown');
    await place(page).press('ArrowDown');
    await place(page).press('Enter');
  } else {
    await page.getByRole('button', { name: 'Cerca l’indirizzo' }).click();
    const choices = page.getByRole('group', { name: 'Quale di questi indirizzi?' });
    await look(page, 'place-choices');
    await expect(place(page)).toHaveValue('v. g. garibladi 12 castiglioncello');
    await expect(page.getByLabel('Titolo')).toHaveValue('Buca');
    await choices.getByRole('radio', { name: 'Via Giuseppe Garibaldi 12' }).first().check();
    await page.getByRole('button', { name: 'Usa l’indirizzo scelto' }).click();
  }
  await expect(place(page)).toHaveValue('Via Giuseppe Garibaldi 12');
  await expect(page.getByText('Indirizzo trovato: Via Giuseppe Garibaldi 12')).toBeVisible();
  await expect(hidden(page, 'latitude')).toHaveValue(/^43\.\d{6}$/);
  await look(page, 'place-chosen');
});

test('an address that the words no longer name is forgotten, with its point; more words do no harm', async ({
  page,
  javaScriptEnabled,
}) => {
  await begin(page);
  await place(page).fill('via marco polo 14');
  if (javaScriptEnabled) {
    await page.getByRole('option', { name: 'Via Marco Polo 14' }).first().click();
  } else {
    await page.getByRole('button', { name: 'Cerca l’indirizzo' }).click();
    await page.getByRole('radio', { name: 'Via Marco Polo 14' }).first().check();
    await page.getByRole('button', { name: 'Usa l’indirizzo scelto' }).click();
  }
  await expect(hidden(page, 'address')).not.toHaveValue('');
  await place(page).fill('Via Marco Polo 14, davanti al forno');
  await next(page);
  await expect(hidden(page, 'address')).not.toHaveValue('');
  await expect(place(page)).toHaveValue('Via Marco Polo 14, davanti al forno');
  await place(page).fill('Pineta, vicino alla fontana');
  await next(page);
  await expect(hidden(page, 'address')).toHaveValue('');
  await expect(hidden(page, 'latitude')).toHaveValue('');
  await expect(place(page)).toHaveValue('Pineta, vicino alla fontana');
  await expect(page.getByRole('alert')).not.toContainText('via o il luogo');
});

test('words that are no address stay as they are', async ({ page, look, javaScriptEnabled }) => {
  await begin(page);
  await place(page).fill('vicino alla fontanella');
  if (!javaScriptEnabled) {
    await page.getByRole('button', { name: 'Cerca l’indirizzo' }).click();
    await expect(
      page.getByText('Non troviamo questo indirizzo nell’elenco delle vie.', { exact: false }),
    ).toBeVisible();
    await look(page, 'place-nothing');
  } else {
    await expect(page.getByRole('button', { name: 'Cerca l’indirizzo' })).toBeHidden();
  }
  await next(page);
  await expect(place(page)).toHaveValue('vicino alla fontanella');
  await expect(page.getByRole('alert')).not.toContainText('via o il luogo');
});

test('the device tells where it is: the nearest address and hamlet are filled in where nothing stands', async ({
  page,
  context,
  javaScriptEnabled,
}) => {
  await context.grantPermissions(['geolocation']);
  await context.setGeolocation(inVada);
  await begin(page);
  const ask = page.getByRole('button', { name: 'Usa la mia posizione' });
  if (!javaScriptEnabled) {
    await expect(ask).toBeHidden();
    return;
  }
  await ask.click();
  await expect(page.getByText('Abbiamo la posizione', { exact: false })).toBeVisible();
  await expect(hidden(page, 'latitude')).toHaveValue('43.351000');
  await expect(page.getByLabel('Frazione')).toHaveValue(/.+/);
  await page.getByRole('button', { name: 'Togli la posizione' }).click();
  await expect(hidden(page, 'latitude')).toHaveValue('');
  await expect(ask).toBeFocused();
});

test('a point outside the municipality is refused kindly, with who answers there', async ({
  page,
  context,
  look,
  javaScriptEnabled,
}) => {
  await context.grantPermissions(['geolocation']);
  await context.setGeolocation(inLivorno);
  await begin(page);
  await place(page).fill('Darsena vecchia');
  if (javaScriptEnabled) {
    await page.getByRole('button', { name: 'Usa la mia posizione' }).click();
    await expect(hidden(page, 'latitude')).toHaveValue('43.549700');
    await expect(page.getByText('Il punto indicato è fuori dal nostro Comune', { exact: false })).toBeVisible();
  } else {
    // Begun with script, gone on without.
    for (const [name, value] of [
      ['latitude', '43.549700'],
      ['longitude', '10.309900'],
    ] as const)
      // prettier-ignore
      await hidden(page, name).evaluate((input, text) => input.setAttribute('value', text), value);
  }
  await next(page);
  const summary = page.getByRole('alert');
  await summary.getByRole('link', { name: 'Il punto indicato è fuori dal nostro Comune', exact: false }).click();
  await expect(page).toHaveURL(/#latitude$/);
  await expect(page.getByText('Comune di Livorno: 0586 000 901', { exact: false })).toBeVisible();
  await expect(place(page)).toHaveValue('Darsena vecchia');
  await look(page, 'place-outside');
  await page.getByRole('button', { name: 'Togli la posizione' }).click();
  await expect(hidden(page, 'latitude')).toHaveValue('');
  await expect(page.getByText('Comune di Livorno')).toHaveCount(0);
});

test('nobody else is asked for anything before the map is; then its marker goes by the keyboard', async ({
  page,
  look,
  axe,
  baseURL,
  javaScriptEnabled,
}) => {
  const asked = new Set<string>();
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith('http')) asked.add(origin);
  });
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await begin(page);
  await page.waitForLoadState('networkidle');
  const show = page.getByRole('button', { name: 'Mostra la mappa' });
  if (!javaScriptEnabled) {
    await expect(show).toBeHidden();
    return;
  }
  expect([...asked]).toEqual([baseURL]);
  await expect(page.getByText(/Le immagini della mappa arrivano da 127\.0\.0\.1:\d+\./)).toBeVisible();

  await show.click();
  const mark = page.getByRole('button', { name: 'Segnaposto', exact: false });
  await expect(mark).toBeFocused();
  const status = page.locator('#map-status');
  await expect(status).not.toBeEmpty();
  await axe(page);
  const before = await status.textContent();
  for (let times = 0; times < 12; times++) await page.keyboard.press('ArrowRight');
  await expect(status).not.toHaveText(before ?? '');
  await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Abbiamo la posizione', { exact: false })).toBeVisible();
  await expect(hidden(page, 'latitude')).toHaveValue(/^43\.4\d{5}$/);
  await expect(page.getByLabel('Frazione')).toHaveValue(/.+/);
  await look(page, 'place-map');

  // By a finger too, and the button beside it.
  const by = await hidden(page, 'latitude').inputValue();
  await page.getByRole('application', { name: 'Mappa' }).click({ position: { x: 60, y: 60 } });
  await page.getByRole('button', { name: 'Usa questo punto' }).click();
  await expect(hidden(page, 'latitude')).not.toHaveValue(by);
  const others = [...asked].filter((origin) => origin !== baseURL);
  expect(others).toHaveLength(1);
  expect(new URL(others[0] ?? '').hostname).toBe('127.0.0.1');
  expect(faults).toEqual([]);
});
