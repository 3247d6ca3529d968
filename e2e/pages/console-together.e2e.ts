import type { Page } from '@playwright/test';
import { newRequest, type NewRequest } from '../new-request.ts';
import { dayFromNow, expectDone, openAct } from '../office.ts';
import { expect, test } from '../test.ts';

type Two = { anna: Page; marco: Page; reported: NewRequest };

/** The operator and the head of the same office, both with the same request before them. */
const together = test.extend<Two>({
  reported: async ({ site, town }, use, { project, title }) => {
    await use(await newRequest(site, town, { title: `${title.slice(0, 40)} (${project.name})` }));
  },
  anna: async ({ page, signIn, reported }, use) => {
    await signIn(page, 'operator');
    await page.goto(reported.path);
    await use(page);
  },
  marco: async ({ browser, signIn, reported }, use) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await signIn(page, 'head');
    await page.goto(reported.path);
    await use(page);
    await context.close();
  },
});

together('who takes a request second is told who has it', async ({ anna, marco, look }) => {
  await marco.getByRole('button', { name: 'Prendi in carico' }).click();
  await expectDone(marco, 'adesso la segui tu');

  await anna.getByRole('button', { name: 'Prendi in carico' }).click();
  const alert = anna.getByRole('alert');
  await expect(alert).toContainText('Non ho salvato');
  await expect(alert).toContainText('Marco Capo');
  await expect(alert).toContainText('non si può più fare');
  await expect(alert).toBeFocused();
  await expect(anna.getByRole('button', { name: 'Salva comunque' })).toHaveCount(0);
  await look(anna, 'conflict-take');
  await anna.getByRole('link', { name: 'Lascia com’è' }).click();
  await expect(anna.getByText('Tocca a Marco Capo')).toBeVisible();
});

together('both may plan: steps run beside each other', async ({ anna, marco }) => {
  const plan = await openAct(anna, 'Fissa un sopralluogo');
  await plan.getByLabel('Giorno').fill(dayFromNow(2));
  await planFor(marco, 1);
  await plan.getByRole('button', { name: 'Fissa e avvisa il cittadino' }).click();
  await expectDone(anna, 'Sopralluogo fissato');
  await expect(anna.getByText('2 da fare')).toBeVisible();
});

together('who records an inspection second keeps what was written', async ({ anna, marco, look }) => {
  await planFor(anna, 1);
  await marco.reload();
  for (const page of [anna, marco]) {
    const findings = await openAct(page, 'Registra l’esito');
    await findings.getByLabel('Che cosa hai visto').fill(`Ho visto la buca, ${page === anna ? 'larga' : 'profonda'}.`);
  }
  await record(marco);
  await expectDone(marco, 'Esito del sopralluogo registrato');
  await record(anna);
  await expect(anna.getByRole('alert')).toContainText('il sopralluogo è cambiato mentre scrivevi');
  await expect(anna.getByRole('alert')).toContainText('Marco Capo');
  await expect(anna.getByLabel('Quello che stavi scrivendo')).toHaveValue('Ho visto la buca, larga.');
  await look(anna, 'conflict-inspection');
});

together('who closes after a new step was planned sees it, and closing ends it', async ({ anna, marco, look }) => {
  await anna.getByRole('button', { name: 'Prendi in carico' }).click();
  await expectDone(anna, 'adesso la segui tu');
  const close = await openAct(anna, 'Chiudi');
  await close.getByRole('radio', { name: 'Non possiamo intervenire' }).check();
  await close.getByLabel('Che cosa scrivi al cittadino').fill('La strada è privata.');
  await planFor(marco, 1);

  await close.getByRole('button', { name: 'Chiudi e scrivi al cittadino' }).click();
  await expect(anna.getByRole('alert')).toContainText('Marco Capo');
  await expect(anna.getByText('ha fissato un sopralluogo per')).toBeVisible();
  await expect(anna.getByText('Chiudendo si annulla anche')).toBeVisible();
  await expect(anna.getByLabel('Quello che stavi scrivendo')).toHaveValue('La strada è privata.');
  await look(anna, 'conflict-close');

  await anna.getByRole('button', { name: 'Salva comunque' }).click();
  await expectDone(anna, 'Segnalazione chiusa');
  await expect(anna.getByText('annullato', { exact: true })).toBeVisible();
});

together('who closes what is closed keeps the text', async ({ anna, marco, look }) => {
  for (const page of [anna, marco]) {
    const close = await openAct(page, 'Chiudi');
    await close.getByRole('radio', { name: 'Passata a' }).check();
    await close.getByLabel('a chi').fill('Consorzio di Bonifica');
    await close.getByLabel('Che cosa scrivi al cittadino').fill('Ne risponde il Consorzio.');
  }
  await marco.getByRole('button', { name: 'Chiudi e scrivi al cittadino' }).click();
  await expectDone(marco, 'Segnalazione chiusa');

  await anna.getByRole('button', { name: 'Chiudi e scrivi al cittadino' }).click();
  await expect(anna.getByRole('alert')).toContainText('non si può più fare');
  await expect(anna.getByLabel('Quello che stavi scrivendo')).toHaveValue('Ne risponde il Consorzio.');
  await look(anna, 'conflict-closed');
});

function record(page: Page): Promise<void> {
  return page.getByRole('button', { name: 'Registra l’esito', exact: true }).click();
}

async function planFor(page: Page, days: number): Promise<void> {
  await page.reload();
  const plan = await openAct(page, 'Fissa un sopralluogo');
  await plan.getByLabel('Giorno').fill(dayFromNow(days));
  await plan.getByLabel('Ora (se la sai)').fill('09:30');
  await plan.getByRole('button', { name: 'Fissa e avvisa il cittadino' }).click();
  await expectDone(page, 'Sopralluogo fissato');
}
