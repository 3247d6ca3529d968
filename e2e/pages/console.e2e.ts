import { mailAbout, refuseMail } from '../mails.ts';
import { endSession, newRequest } from '../new-request.ts';
import { expectDone, force, openAct } from '../office.ts';
import { expect, test } from '../test.ts';
import { PASSWORD } from '../world/world.ts';

test('wrong sign-ins are told apart from nothing, and the right password always passes', async ({
  page,
  town,
  look,
}) => {
  await page.goto('/ufficio');
  await expect(page).toHaveURL(/\/ufficio\/accesso/);
  await look(page, 'sign-in');
  await page.getByRole('button', { name: 'Entra' }).click();
  await expect(page.getByRole('alert')).toContainText('Scrivi e-mail e password');
  await page.getByLabel('E-mail').fill(town.emails.operator);
  await page.getByLabel('Password').fill('non è questa');
  await page.getByRole('button', { name: 'Entra' }).click();
  await expect(page.getByRole('alert')).toContainText('non corretti');
  await expect(page.getByLabel('E-mail')).toHaveValue(town.emails.operator);
  await look(page, 'sign-in-wrong');
});

test('a session that ended while somebody wrote is said, and leads back to the page', async ({
  page,
  context,
  site,
  town,
  signIn,
  look,
}, { project }) => {
  const request = await newRequest(site, town, { title: `Sessione finita (${project.name})` });
  await signIn(page, 'operator');
  await page.goto(request.path);
  await page.getByLabel('Messaggio al cittadino').fill('Buongiorno');
  const cookies = await context.cookies();
  await endSession(site, cookies.find(({ name }) => name.endsWith('session_token'))?.value ?? '');

  await page.getByRole('button', { name: 'Manda' }).click();
  await expect(page.getByRole('status')).toContainText('il modulo non è stato salvato');
  await look(page, 'sign-in-expired');
  await page.getByLabel('E-mail').fill(town.emails.operator);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Entra' }).click();
  await expect(page).toHaveURL(town.url + request.path);
});

test('a form with everything missing names each error at its field and in the summary', async ({
  page,
  site,
  town,
  signIn,
  look,
}, { project }) => {
  const request = await newRequest(site, town, { title: `Modulo vuoto (${project.name})` });
  await signIn(page, 'operator');
  await page.goto(request.path);

  const close = await openAct(page, 'Chiudi');
  await close.getByRole('button', { name: 'Chiudi e scrivi al cittadino' }).click();
  const alert = page.getByRole('alert');
  await expect(alert).toBeFocused();
  await expect(alert.getByRole('link')).toHaveText(['Scegli com’è finita.', 'Scrivi due righe al cittadino.']);
  await expect(page.getByLabel('Che cosa scrivi al cittadino')).toHaveAccessibleDescription(/Scrivi due righe/);
  await look(page, 'request-close-wrong');
  await alert.getByRole('link', { name: 'Scrivi due righe' }).click();
  await expect(page.getByLabel('Che cosa scrivi al cittadino')).toBeFocused();

  const plan = await openAct(page, 'Fissa un sopralluogo');
  await plan.getByLabel('Giorno').fill('2020-01-01');
  await plan.getByLabel('Due righe per il cittadino').fill('A presto.');
  await plan.getByRole('button', { name: 'Fissa e avvisa il cittadino' }).click();
  await expect(page.getByRole('alert')).toContainText('già passato');
  await expect(page.getByLabel('Due righe per il cittadino')).toHaveValue('A presto.');

  await page.getByRole('button', { name: 'Manda' }).click();
  await expect(page.getByRole('alert')).toContainText('Scrivi il messaggio.');
  await expect(page.getByLabel('Messaggio al cittadino')).toHaveAccessibleDescription(/Scrivi il messaggio\./);
  await look(page, 'request-message-wrong');
});

test('what the state does not allow is not offered, and refused when forced', async ({ page, site, town, signIn }) => {
  await signIn(page, 'operator');
  const { closed, received } = town.requests;
  const pathOf = ({ reference }: { reference: string }) => `/ufficio/segnalazioni/${reference}`;
  await page.goto(pathOf(closed));
  for (const act of ['Prendi in carico', 'Manda', 'Chiudi e scrivi al cittadino', 'Fissa e avvisa il cittadino'])
    await expect(page.getByRole('button', { name: act, includeHidden: true })).toHaveCount(0);

  const post = (path: string, form: Record<string, string>) => force(page, site, town, path, form);
  expect(await post(`${pathOf(closed)}?/take`, { version: '3' })).toBe(409);
  expect(await post(`${pathOf(closed)}?/message`, { text: 'Buongiorno' })).toBe(409);
  const solved = { version: '1', outcome: 'solved', text: 'Fatto.', redirected_to: '' };
  expect(await post(`${pathOf(received)}?/close`, solved)).toBe(409);
  expect(await post(`${pathOf(received)}?/note`, { text: '' })).toBe(400);
});

test('a form whose inspection was cancelled meanwhile says so, and gives back what was written', async ({
  page,
  site,
  town,
  makeRequest,
  signIn,
  look,
}, { project }) => {
  const { reference, step } = await makeRequest({
    office: 'roads',
    state: 'inspection',
    title: `Persa ${project.name}`,
  });
  await signIn(page, 'operator');
  const path = `/ufficio/segnalazioni/${reference}`;
  await page.goto(path);
  const act = await openAct(page, 'Annulla');
  const reason = 'Piove da tre giorni. '.repeat(250);
  await act.getByRole('textbox').fill(reason);
  const cancel = { step: step ?? '', version: '1', reason: 'Il geometra è malato.' };
  expect(await force(page, site, town, `${path}?/cancelInspection`, cancel)).toBe(303);
  await act.getByRole('button').click();
  await expect(page.getByRole('alert')).toContainText('non si può più fare');
  await expect(page.getByRole('alert')).toBeFocused();
  await expect(page.getByLabel('Quello che avevi scritto')).toHaveValue(reason.trim());
  await look(page, 'form-lost');
});

test('the mayor reads everything and is offered no act', async ({ page, site, town, signIn, look }) => {
  await signIn(page, 'mayor');
  await page.goto(`/ufficio/segnalazioni/${town.requests.inCharge.reference}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(town.requests.inCharge.title);
  await expect(page.getByText('Qui puoi leggere')).toBeVisible();
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);
  await look(page, 'request-mayor');
  const path = `/ufficio/segnalazioni/${town.requests.inCharge.reference}?/note`;
  expect(await force(page, site, town, path, { text: 'Fate presto' })).toBe(403);
});

test('a council member is told that there is nothing to see, and finds no request', async ({
  page,
  town,
  signIn,
  look,
}) => {
  await signIn(page, 'council-member');
  await expect(page.getByText('Con il tuo ruolo non vedi le segnalazioni')).toBeVisible();
  await expect(page.getByRole('main').getByRole('table')).toHaveCount(0);
  await look(page, 'inbox-council-member');
  const answer = await page.goto(`/ufficio/segnalazioni/${town.requests.received.reference}`);
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Questa pagina non c’è');
  await look(page, 'console-missing');
});

test('the list can be searched, and an empty one says what to do next', async ({ page, town, signIn, look }) => {
  const { received } = town.requests;
  await signIn(page, 'operator');
  for (const words of [received.reference, 'BUCA aurelia', 'maria.rossi@example.it']) {
    await page.goto('/ufficio');
    await page.getByLabel('Cerca in questo elenco').fill(words);
    await page.getByRole('button', { name: 'Filtra' }).click();
    await expect(page.getByRole('main').getByRole('link', { name: received.title }).first(), words).toBeVisible();
  }
  await page.getByLabel('Cerca in questo elenco').fill('astronave');
  await page.getByRole('button', { name: 'Filtra' }).click();
  await expect(page.getByText('Niente in questo elenco contiene «astronave».')).toBeVisible();
  await look(page, 'inbox-nothing-found');
  await page.getByRole('link', { name: 'Togli il filtro' }).last().click();
  await expect(page.getByRole('main').getByRole('table')).toBeVisible();
  await page.getByRole('link', { name: 'In ritardo' }).click();
  await expect(page.getByText('Nessuna segnalazione è in ritardo.')).toBeVisible();
  await look(page, 'inbox-empty');
});

test('a mail that the server refuses is seen by the desk with its words, and goes again', async ({
  page,
  world,
  site,
  town,
  signIn,
  look,
}, { project }) => {
  const email = `sconosciuta.${project.name}@example.it`;
  await refuseMail(world, email, true);
  const request = await newRequest(site, town, { title: `Indirizzo sbagliato (${project.name})`, email });
  await signIn(page, 'front-desk');
  await expect
    .poll(
      async () => {
        await page.goto(request.path);
        return page.getByText('no such user here').count();
      },
      { timeout: 60_000 },
    )
    .toBe(1);
  await expect(page.getByText('rifiutata')).toBeVisible();
  await look(page, 'request-mail-refused');

  await refuseMail(world, email, false);
  await page.getByRole('button', { name: 'Rimanda' }).click();
  await expectDone(page, 'La mail riparte.');
  const confirmation = await mailAbout(world, email, request.reference);
  expect(confirmation.subject).toContain('Ricevuta');
  await expect
    .poll(async () => {
      await page.reload();
      return page.getByText('rifiutata').count();
    })
    .toBe(0);
});
