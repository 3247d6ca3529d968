import { mailAbout, writeMail } from '../mails.ts';
import { expect, test } from '../test.ts';

const citizen = 'maria.rossi@example.it';

test('a citizen answers our mail from their own program, and the answer stands on their page', async ({
  page,
  world,
  site,
  makeRequest,
  look,
}) => {
  const request = await makeRequest({ office: 'roads', state: 'received', title: 'Ramo sulla strada' });
  const ours = await mailAbout(world, citizen, request.reference);
  expect(ours.text).toContain('Puoi rispondere a questa mail');
  await writeMail(world, site, {
    from: `Maria Rossi <${citizen}>`,
    to: ours.headers['reply-to'] ?? ours.headers.from ?? '',
    subject: `Re: ${ours.subject}`,
    inReplyTo: ours.messageId,
    text: `Il ramo è caduto del tutto.\n\nIl giorno 1 marzo 2026 il Comune ha scritto:\n> ${ours.subject}\n`,
  });
  await page.goto(`/segui/accesso/${request.reference}.${request.token}`);
  await expect(async () => {
    await page.reload();
    await expect(page.getByText('Il ramo è caduto del tutto.')).toBeVisible({ timeout: 1000 });
  }).toPass();
  await expect(page.getByText('il Comune ha scritto')).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Hai scritto un messaggio' })).toBeVisible();
  await look(page, 'follow-replied-by-mail');
});

test('a mail of somebody else waits for the desk, which adds it, puts it aside and takes it back', async ({
  page,
  world,
  site,
  makeRequest,
  signIn,
  look,
}, { testId }) => {
  const request = await makeRequest({ office: 'roads', state: 'received' });
  const ours = await mailAbout(world, citizen, request.reference);
  const subject = `Il ramo (${testId})`;
  await writeMail(world, site, {
    from: 'Ugo Neri <ugo.neri@example.it>',
    to: ours.headers.from ?? '',
    subject,
    inReplyTo: ours.messageId,
    text: 'Sono il vicino: il ramo è ancora lì.',
  });
  await signIn(page, 'front-desk');
  const letter = page.getByRole('article').filter({ hasText: subject });
  await expect(async () => {
    await page.goto('/ufficio/posta');
    await expect(letter).toBeVisible({ timeout: 1000 });
  }).toPass();
  await expect(page.locator('nav a[href="/ufficio/posta"]').first()).toContainText(/\d/);
  await expect(letter).toContainText('Arriva da un indirizzo diverso da quello di chi ha segnalato.');
  const number = letter.getByLabel('Numero della segnalazione');
  await expect(number, 'what its thread names').toHaveValue(request.reference);
  await look(page, 'desk-mail');

  await number.fill('1999-00009');
  await letter.getByRole('button', { name: 'Aggiungi alla segnalazione' }).click();
  await expect(page.getByRole('alert')).toContainText('La mail non è stata aggiunta');
  await expect(letter).toContainText('Non c’è una segnalazione con questo numero: ricontrollalo');
  await expect(number).toHaveValue('1999-00009');
  await look(page, 'desk-mail-wrong');

  await letter.getByRole('button', { name: 'Metti da parte' }).click();
  await expect(page.getByRole('status')).toContainText('Mail messa da parte.');
  await page.getByText(/^Messe da parte/).click();
  await look(page, 'desk-mail-aside');
  await letter.getByRole('button', { name: 'Rimetti in attesa' }).click();
  await expect(page.getByRole('status')).toContainText('La mail è di nuovo in attesa.');

  await letter.getByLabel('Solo l’ufficio').check();
  await letter.getByRole('button', { name: 'Aggiungi alla segnalazione' }).click();
  await expect(page.getByRole('status')).toContainText(`Mail aggiunta alla segnalazione ${request.reference}.`);
  await expect(letter).toHaveCount(0);
  await page.getByRole('link', { name: `Apri ${request.reference}` }).click();
  await expect(page.getByText('ha aggiunto una mail arrivata da ugo.neri@example.it')).toBeVisible();
  await expect(page.getByText('Sono il vicino: il ramo è ancora lì.')).toBeVisible();
});

test('who does not work at the desk finds no such page', async ({ page, signIn }) => {
  await signIn(page, 'operator');
  await expect(page.getByRole('link', { name: 'Mail', exact: true })).toHaveCount(0);
  expect((await page.goto('/ufficio/posta'))?.status()).toBe(404);
});
