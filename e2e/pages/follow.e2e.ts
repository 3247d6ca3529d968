import { expect, test } from '../test.ts';

test('the link of a mail opens the request at a clean address', async ({ page, town, axe, keepPicture }) => {
  const { reference, token, title } = town.requests.inCharge;
  await page.goto(`/segui/accesso/${reference}.${token}`);
  await expect(page).toHaveURL(`/segui/${reference}`);
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(page.getByText('Anna Strada ha fissato un sopralluogo')).toBeVisible();
  await expect(page.getByText('Ti rispondiamo entro')).toBeVisible();
  await axe(page);
  await keepPicture(page, 'follow-in-charge');
});

test('a closed request says how it ended', async ({ page, town, axe, keepPicture }) => {
  const { reference, token } = town.requests.closed;
  await page.goto(`/segui/accesso/${reference}.${token}`);
  await expect(page.getByText('Risolta', { exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Come è andata a finire' })).toBeVisible();
  await axe(page);
  await keepPicture(page, 'follow-closed');
});

test('a wrong password, an unknown number and another town’s number get one and the same answer', async ({
  page,
  town,
  other,
  axe,
  keepPicture,
}) => {
  const wrong = 'Numero o password non corretti. Controlla o chiama l’URP:';
  const tries = [
    [town.requests.received.reference, 'AAAA-BBBB-CCCC-DDDD'],
    ['2026-99999', town.requests.received.password],
    [other.requests.received.reference, other.requests.received.password],
    ['non so', 'nemmeno'],
  ] as const;
  for (const [number, password] of tries) {
    await page.goto('/segui');
    await page.getByLabel('Numero').fill(number);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Apri la richiesta' }).click();
    await expect(page.getByRole('alert')).toContainText(wrong);
    await expect(page.getByLabel('Numero')).toHaveValue(number);
    await expect(page.getByLabel('Password')).toHaveValue('');
  }
  await axe(page);
  await keepPicture(page, 'follow-wrong');
});

test('a wrong link, and a request whose access has ended, ask for number and password', async ({ page, town }) => {
  const { reference } = town.requests.received;
  await page.goto(`/segui/accesso/${reference}.wrong`);
  await expect(page).toHaveURL('/segui');
  await page.goto(`/segui/${reference}`);
  await expect(page).toHaveURL(`/segui?numero=${reference}`);
  await expect(page.getByLabel('Numero')).toHaveValue(reference);
});
