import type { Page } from '@playwright/test';
import { inFour, newCategory, question } from '../new-category.ts';
import { expect, test } from '../test.ts';

const wizard = '/servizi/segnalazione-disservizio/nuova';

async function begin(page: Page): Promise<void> {
  await page.goto(wizard);
  await page.getByLabel('Ho letto l’informativa privacy').check();
  await page.getByRole('button', { name: 'Continua' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Che cosa succede e dove' })).toBeVisible();
}

async function fillIn(page: Page, category: string, who = true): Promise<void> {
  await page.getByLabel('Via o luogo').fill('Via Aurelia 418');
  await page.getByLabel('Frazione').selectOption('Capoluogo');
  await page.getByRole('radio', { name: category }).check();
  await page.getByLabel('Titolo').fill('Cornicione che cade');
  await page.getByLabel('Racconta che cosa succede').fill('Cadono pezzi sul marciapiede.');
  if (!who) return;
  await page.getByLabel('Nome e cognome').fill('Maria Rossi');
  await page.getByLabel('Indirizzo mail').fill('maria.rossi@example.it');
}

const next = (page: Page) => page.getByRole('button', { name: 'Continua: controlla e invia' }).last().click();
const send = (page: Page) => page.getByRole('button', { name: 'Invia la segnalazione' }).click();

async function sent(page: Page): Promise<{ reference: string; password: string }> {
  await expect(page.getByRole('heading', { level: 1, name: 'Segnalazione inviata' })).toBeVisible();
  const password = ((await page.locator('dd.secret').textContent()) ?? '').replace(/\s/g, '');
  return { reference: page.url().split('/').at(-1) ?? '', password };
}

test('a danger: the numbers first, a term in hours, the top of the inbox, the person on call', async ({
  page,
  site,
  town,
  look,
  signIn,
  javaScriptEnabled,
}) => {
  const name = `Crolli ${crypto.randomUUID().slice(0, 8)}`;
  await newCategory(site, town, name, { danger: true, dangerHours: 3, onCallPublic: true });
  await page.goto('/');
  await expect(page.getByRole('link', { name: 'Chiama il 112' }).first()).toHaveAttribute('href', 'tel:112');
  await begin(page);
  await fillIn(page, name);
  const happening = page.getByRole('group', { name: /Sta succedendo adesso/ });
  if (javaScriptEnabled) {
    await expect(happening).toBeVisible();
  } else {
    await next(page);
    await expect(page.getByRole('alert')).toContainText(`Rispondi anche alle domande su «${name}»`);
    await look(page, 'danger-asked');
  }
  await expect(page.getByRole('heading', { name: 'Se c’è pericolo, prima telefona' })).toBeVisible();
  await next(page);
  await expect(page.getByRole('alert')).toContainText('Rispondi alla domanda «Sta succedendo adesso');
  await look(page, 'danger-wrong');
  await happening.getByRole('radio', { name: 'Sì' }).check();
  await next(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Controlla e invia' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Se c’è pericolo, prima telefona' })).toBeVisible();
  await look(page, 'danger-summary');
  await send(page);
  const { reference } = await sent(page);
  await expect(page.getByText('Se ne occupa subito Marco Capo.')).toBeVisible();
  await look(page, 'danger-sent');
  await page.goto(`/segui/${reference}`);
  await expect(page.getByText('Se ne occupa subito Marco Capo.')).toBeVisible();
  await expect(page.getByText('Sta succedendo adesso, o qualcuno è in pericolo?')).toBeVisible();
  await look(page, 'danger-follow');

  await signIn(page, 'operator');
  await expect(page.getByRole('rowgroup').nth(1)).toContainText(reference);
  await expect(page.getByRole('rowgroup').nth(1)).toContainText('Pericolo');
  await look(page, 'danger-inbox');
  await page.goto(`/ufficio/segnalazioni/${reference}`);
  await expect(page.getByText('Reperibile:')).toContainText('Marco Capo');
  await look(page, 'danger-request');
  await page.locator('summary', { hasText: 'Togli pericolo' }).click();
  await page.getByRole('button', { name: 'Togli il pericolo' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await look(page, 'danger-lift-wrong');
  await page.getByLabel('Perché', { exact: true }).fill('Transennato: nessuno può passare.');
  await page.getByRole('button', { name: 'Togli il pericolo' }).click();
  await expect(page.getByRole('status')).toContainText('il termine è stato ricalcolato');
  await expect(page.getByText('Reperibile:')).toHaveCount(0);
  await expect(page.getByText('Transennato: nessuno può passare.')).toBeVisible();
});

test('a category asks more, one question only after the answer to another', async ({
  page,
  site,
  town,
  look,
  signIn,
  javaScriptEnabled,
}) => {
  const name = `Voragini ${crypto.randomUUID().slice(0, 8)}`;
  const key = crypto.randomUUID().slice(0, 8);
  const option = (value: string, text: string) => ({ value, label: inFour(text) });
  await newCategory(site, town, name, {
    questions: [
      question({
        id: `tipo-${key}`,
        type: 'choice',
        text: 'Che cosa è rotto?',
        required: true,
        options: [option('buca', `Una buca (${key})`), option('palo', `Un palo (${key})`)],
      }),
      question({
        id: `larga-${key}`,
        type: 'number',
        text: `Quanti centimetri è larga? (${key})`,
        required: true,
        shownBy: { question: `tipo-${key}`, value: 'buca' },
      }),
      question({ id: `quando-${key}`, type: 'date', text: `Da quale giorno? (${key})` }),
      question({
        id: `chi-${key}`,
        type: 'several',
        text: 'Chi ci passa?',
        options: [option('bici', `Biciclette (${key})`), option('auto', 'Automobili')],
      }),
      question({ id: `nota-${key}`, type: 'text', text: `Numero sul palo (${key})` }),
    ],
  });
  await begin(page);
  await fillIn(page, name);
  if (javaScriptEnabled) {
    await expect(page.getByRole('button', { name: 'Mostra le domande di questa categoria' })).toBeHidden();
  } else {
    await page.getByRole('button', { name: 'Mostra le domande di questa categoria' }).click();
    await expect(page.getByLabel('Titolo')).toHaveValue('Cornicione che cade');
  }
  const wide = page.getByLabel(`Quanti centimetri è larga? (${key})`);
  await expect(wide).toBeHidden();
  await page.getByLabel(`Da quale giorno? (${key})`).fill('2026-11-20');
  await page.getByLabel(`Biciclette (${key})`).check();
  await page.getByLabel(`Numero sul palo (${key})`).fill('SO 17');
  await next(page);
  await expect(page.getByRole('alert')).toContainText('Rispondi alla domanda «Che cosa è rotto?».');
  await look(page, 'questions-wrong');
  await page.getByRole('radio', { name: `Una buca (${key})` }).check();
  if (!javaScriptEnabled) {
    await next(page);
    await expect(page.getByRole('alert')).toContainText('Rispondi anche alle domande');
  }
  await wide.fill('tanto');
  await next(page);
  await expect(page.getByRole('alert')).toContainText('scrivi un numero, per esempio 3.');
  await expect(page.getByLabel(`Biciclette (${key})`)).toBeChecked();
  await wide.fill('40');
  await look(page, 'questions');
  await next(page);
  const main = page.getByRole('main');
  for (const words of ['Una buca', '40', 'venerdì 20 novembre 2026', 'Biciclette', 'SO 17'])
    await expect(main).toContainText(words);
  await look(page, 'questions-summary');

  // Another answer takes the question away, and what was answered to it is not sent.
  await page.getByRole('link', { name: /^Modifica.*Che cosa succede/ }).click();
  await page.getByRole('radio', { name: `Un palo (${key})` }).check();
  await next(page);
  await expect(main).toContainText('Un palo');
  await expect(main).not.toContainText('Quanti centimetri');
  await send(page);
  const { reference } = await sent(page);
  await expect(main).toContainText('Un palo');
  await signIn(page, 'operator');
  await page.goto(`/ufficio/segnalazioni/${reference}`);
  await expect(page.getByRole('heading', { name: 'Domande in più' })).toBeVisible();
  await expect(page.getByText('Un palo')).toBeVisible();
  await look(page, 'questions-request');
});

test('nobody has to say who they are where the category lets them not', async ({
  page,
  site,
  town,
  look,
  signIn,
  javaScriptEnabled,
}) => {
  const name = `Abbandoni ${crypto.randomUUID().slice(0, 8)}`;
  await newCategory(site, town, name, { contactOptional: true });
  await begin(page);
  await fillIn(page, name, false);
  if (javaScriptEnabled)
    await expect(page.getByText('Qui puoi non dire chi sei').filter({ visible: true })).toHaveCount(1);
  await next(page);
  await expect(page.getByText('Preferisci non dirlo')).toBeVisible();
  await expect(page.getByText('non arriva nessuna mail')).toBeVisible();
  await look(page, 'anonymous-summary');
  await send(page);
  const { reference, password } = await sent(page);
  await expect(page.getByText('Non hai lasciato contatti')).toBeVisible();
  // What nobody can be written is not promised.
  await expect(page.getByText('Ti scriviamo')).toHaveCount(0);
  await look(page, 'anonymous-sent');
  await page.context().clearCookies();
  await page.goto('/segui');
  await page.getByLabel('Numero').fill(reference);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Apri la richiesta' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Cornicione che cade' })).toBeVisible();
  await look(page, 'anonymous-follow');
  await signIn(page, 'operator');
  await page.goto(`/ufficio/segnalazioni/${reference}`);
  await expect(page.getByText('Chi ha segnalato preferisce non dirlo')).toBeVisible();
  await look(page, 'anonymous-request');
});

test('a category is found by a word, written badly and without accents', async ({
  page,
  site,
  town,
  look,
  javaScriptEnabled,
}) => {
  const id = crypto.randomUUID().slice(0, 8);
  const keywords = { it: [`cavità${id}`, 'avvallamento'], en: [], de: [], fr: [] };
  await newCategory(site, town, `Sprofondi ${id}`, { keywords });
  await begin(page);
  const filter = page.getByLabel('Cerca: buca, lampione, rifiuti…');
  if (!javaScriptEnabled) {
    // Without script the list is read.
    await expect(filter).toBeHidden();
    await expect(page.getByRole('radio', { name: `Sprofondi ${id}` })).toBeVisible();
    return;
  }
  await filter.fill(`cavita${id}`);
  await expect(page.getByRole('radio', { name: `Sprofondi ${id}` })).toBeVisible();
  await expect(page.getByRole('radio', { name: 'strade' })).toBeHidden();
  await expect(page.getByText('Una voce trovata')).toBeVisible();
  await look(page, 'category-filter');
  await filter.fill('avallamento');
  await expect(page.getByRole('radio', { name: `Sprofondi ${id}` })).toBeVisible();
  await filter.fill('zzzzzz');
  await expect(page.getByText('Nessuna voce')).toBeVisible();
  await filter.fill('');
  await expect(page.getByRole('radio', { name: 'strade' })).toBeVisible();
});
