import type { Locator, Page } from '@playwright/test';
import { registerColumns } from '#lib/places/register-file.ts';
import { practiceRegister } from '#lib/training/practice-streets.ts';
import { photo } from '#test/photos.ts';
import { zipped } from '#test/zipped.ts';
import { withOwner } from '../http/as-owner.ts';
import { force } from '../office.ts';
import { expect, test } from '../test.ts';

const streets = '/ufficio/amministrazione/vie';

// Each project has the register of a town to itself: what one takes over the other would retire.
test.use({
  town: async ({ site, javaScriptEnabled }, use) => {
    await use(site.towns[javaScriptEnabled ? 0 : 1]);
  },
});

/** Everything that the tests beside this one look for, a street more, and three lines that cannot be read. */
function newerRegister(): string {
  const [header = '', ...lines] = practiceRegister().trimEnd().split('\r\n');
  const of = (changes: Record<number, string>) =>
    Object.entries(changes).reduce((cells, [at, cell]) => cells.with(Number(at), cell), (lines[0] ?? '').split(';'));
  const added = ['1', '2', '3'].map((number) =>
    of({ 2: '99001', 4: 'VIA DELLE MONGOLFIERE', 8: `99000${number}`, 10: number }).join(';'),
  );
  const bad = ['rotta', of({ 8: '990009', 15: 'nord' }).join(';'), lines[0] ?? ''];
  return [header, ...lines, ...added, ...bad, ''].join('\r\n');
}

const rowOf = (page: Page, name: string): Locator => page.getByRole('listitem').filter({ hasText: name });

async function upload(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const file = { name, mimeType: 'text/csv', buffer: Buffer.from(bytes) };
  await page.getByLabel('File dell’archivio').setInputFiles(file);
  await page.getByRole('button', { name: 'Carica', exact: true }).click();
}

/** With script the page itself tells; without, somebody presses. */
async function waitUntilRead(page: Page, name: string, state: string, script: boolean): Promise<Locator> {
  const row = rowOf(page, name);
  await expect(async () => {
    const refresh = page.getByRole('link', { name: 'Aggiorna la pagina' });
    if (!script && (await refresh.isVisible())) await refresh.click();
    await expect(row).toContainText(state, { timeout: script ? 30_000 : 500 });
  }).toPass();
  return row;
}

test('the administrator uploads a newer register, sees what became of it, and citizens find the new street', async ({
  page,
  look,
  signIn,
  javaScriptEnabled,
}) => {
  await signIn(page, 'administrator');
  await page.goto('/ufficio/amministrazione');
  await page.getByRole('main').getByRole('link', { name: 'Vie' }).click();
  await expect(page.getByRole('heading', { name: 'Dove si scarica il file' })).toBeVisible();
  await look(page, 'admin-streets-first');

  await page.getByLabel('Codice catastale').fill('Rosignano');
  await page.getByRole('button', { name: 'Carica', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Scegli il file.');
  await expect(page.getByRole('alert')).toContainText('Scrivi una lettera e tre cifre');
  await expect(page.getByLabel('Codice catastale')).toHaveValue('Rosignano');
  await look(page, 'admin-streets-wrong');
  await page.getByLabel('Codice catastale').fill('');
  const others = {
    'foto.jpg': await photo({ width: 80, height: 60 }),
    'vie.xlsx': zipped('[Content_Types].xml', Buffer.from('<Types/>')),
  };
  for (const [name, bytes] of Object.entries(others)) {
    await upload(page, name, bytes);
    await expect(page.getByRole('alert')).toContainText(`«${name}» non è il file «INDIR» dell’ANNCSU`);
  }

  const register = Buffer.from(newerRegister());
  await upload(page, 'INDIR_nuovo.csv', register);
  await expect(page.getByRole('status').first()).toContainText('Il file è arrivato');
  const row = await waitUntilRead(page, 'INDIR_nuovo.csv', 'Fatto', javaScriptEnabled);
  await expect(row).toContainText('saltate: 3');
  await expect(row).toContainText('Vie e civici nuovi: 4 · cambiati: 0 · ritirati: 0');
  if (javaScriptEnabled) await expect(page.locator('#told')).toContainText('Vie e civici nuovi: 4');
  await row.getByText('Righe saltate: 3').click();
  await expect(row.getByRole('listitem').filter({ hasText: 'le colonne non sono 19' })).toBeVisible();
  await expect(row.getByRole('listitem').filter({ hasText: 'le coordinate non sono gradi' })).toBeVisible();
  await look(page, 'admin-streets-done');

  // The same once more, as it is downloaded.
  await page.getByLabel('Codice catastale').fill('h570');
  await upload(page, 'indirizzarioToscana.zip', zipped('INDIR_TOSC.csv', register));
  const again = await waitUntilRead(page, 'indirizzarioToscana.zip', 'Fatto', javaScriptEnabled);
  await expect(again).toContainText('Era già tutto così: non è cambiato niente.');
  await expect(again).toContainText('righe del Comune H570');
  await expect(page.getByLabel('Codice catastale')).toHaveValue('H570');
  await page.getByLabel('Codice catastale').fill('F205');
  await upload(page, 'indirizzarioLombardia.csv', register);
  const refused = await waitUntilRead(page, 'indirizzarioLombardia.csv', 'Non caricato', javaScriptEnabled);
  await expect(refused).toContainText('nessuna riga con il codice F205');
  await look(page, 'admin-streets-refused');

  await page.goto('/servizi/segnalazione-disservizio/nuova');
  await page.getByLabel('Ho letto l’informativa privacy').check();
  await page.getByRole('button', { name: 'Continua' }).click();
  const place = page.getByLabel('Via o luogo');
  if (javaScriptEnabled) {
    await place.pressSequentially('via mongolfiere 2');
    const options = page.getByRole('listbox', { name: 'Indirizzi suggeriti' }).getByRole('option');
    await expect(options.first()).toContainText('Via delle Mongolfiere 2');
  } else {
    await place.fill('via mongolfiere 2');
    await page.getByRole('button', { name: 'Cerca l’indirizzo' }).click();
    await expect(page.getByRole('radio', { name: 'Via delle Mongolfiere 2' }).first()).toBeAttached();
  }
});

test('a file waits until the one before it is read, and the page tells how far that is', async ({
  page,
  site,
  town,
  look,
  signIn,
  javaScriptEnabled,
}) => {
  const reading = `indirizzarioToscana-${crypto.randomUUID().slice(0, 8)}.zip`;
  const id = crypto.randomUUID();
  await withOwner(site, (owner) =>
    owner.query(
      `insert into street_import (municipality_id, id, state, file_name, bytes, bytes_read, rows_read, rows_bad, turn,
         cadastral_code, started_at, claimed_until)
       values ($1, $2, 'reading', $3, 1000, 420, 11000, 3, 1, 'H570', now(), now() + interval '1 hour')`,
      [town.number, id, reading],
    ),
  );
  await signIn(page, 'administrator');
  await page.goto(streets);
  await upload(page, 'INDIR_dopo.csv', Buffer.from(`${registerColumns.join(';')}\r\n`));
  await expect(page.getByRole('progressbar', { name: reading })).toHaveAttribute('value', '42');
  await expect(rowOf(page, reading)).toContainText('42 %');
  const waiting = rowOf(page, 'INDIR_dopo.csv').first();
  await expect(waiting).toContainText('Aspetta il suo turno');
  await look(page, 'admin-streets-reading');

  // Whoever read it says nothing more, and was a command, which nobody can begin again.
  const silent =
    "update street_import set claimed_until = now() - interval '1 minute' where municipality_id = $1 and id = $2";
  await withOwner(site, (owner) => owner.query(silent, [town.number, id]));
  const ended = await waitUntilRead(page, reading, 'Non caricato', javaScriptEnabled);
  await expect(ended).toContainText('La lettura si è interrotta');
  await waitUntilRead(page, 'INDIR_dopo.csv', 'Non caricato', javaScriptEnabled);
});

test('nobody else sees the page of the register, nor sends it a file', async ({ page, site, town, signIn }) => {
  await signIn(page, 'head');
  expect((await page.goto(streets))?.status()).toBe(404);
  expect(await force(page, site, town, `${streets}?/carica`, {})).toBe(404);
});
