import type { Browser, Page } from '@playwright/test';
import { reportAsCitizen, smallPhoto, tryPassword } from '../citizen.ts';
import { mailAbout, mailsTo } from '../mails.ts';
import { dayFromNow, expectDone, openAct } from '../office.ts';
import { expect, test } from '../test.ts';
import { wordsOf } from '../words.ts';

const say = wordsOf('it');

test('the story: a citizen reports, the office works, the citizen is told how it ended', async ({
  page,
  browser,
  town,
  world,
  look,
  signIn,
}, { project }) => {
  test.setTimeout(600_000);
  const title = `Buca profonda (${project.name})`;
  const email = `lucia.ferrini.${project.name}@example.it`;
  const report = { title, name: 'Lucia Ferrini', email };

  const kept = await reportAsCitizen(page, town, say, report, look);
  expect(kept.password).toMatch(/^[2-9A-HJ-NP-Z]{4}(?:-[2-9A-HJ-NP-Z]{4}){3}$/);

  const link = await test.step('the confirmation brings number, password and link', async () => {
    const confirmation = await mailAbout(world, email, `Ricevuta: ${title}`);
    expect(confirmation.subject).toContain(kept.reference);
    expect(confirmation.text).toContain(kept.password);
    expect(confirmation.html).toContain(kept.password);
    expect(confirmation.text).toContain('Strade');
    expect(confirmation.headers['content-language']).toBe('it');
    const office = await mailAbout(world, `strade@town-${String(town.number)}.example.it`, kept.reference);
    expect(office.text).not.toContain('Lucia');
    return /https?:\/\/\S+\/segui\/accesso\/[\w.~-]+/.exec(confirmation.text)?.[0] ?? '';
  });

  const mine = await test.step('the link opens the page and leaves the address bar clean', async () => {
    const follow = await newPage(browser);
    await follow.goto(link);
    await expect(follow).toHaveURL(`${town.url}/segui/${kept.reference}`);
    await expect(follow.getByRole('heading', { level: 1 })).toHaveText(title);
    await look(follow, 'follow-received');
    return follow;
  });

  await test.step('number and password open it too, in any spelling', async () => {
    const other = await newPage(browser);
    await other.goto('/segui');
    await look(other, 'follow-enter');
    await tryPassword(other, say, { ...kept, password: 'AAAA-BBBB-CCCC-DDDD' });
    await expect(other.getByRole('alert')).toContainText('Numero o password non corretti');
    await look(other, 'follow-wrong');
    await tryPassword(other, say, { ...kept, password: kept.password.toLowerCase().replaceAll('-', ' ') });
    await expect(other).toHaveURL(`${town.url}/segui/${kept.reference}`);
    await expect(other.getByRole('heading', { level: 1 })).toHaveText(title);
    await other.getByRole('button', { name: say('follow_leave'), exact: true }).click();
    await expect(other).toHaveURL(/uscito/);
    await other.goto(`/segui/${kept.reference}`);
    await expect(other, 'who left needs the password again').toHaveURL(/\/segui\?numero=/);
  });

  const desk = await newPage(browser);
  await test.step('the operator finds it in the inbox', async () => {
    await signIn(desk, 'operator');
    await look(desk, 'inbox');
    // By its number, as one who has it on the telephone: the newest of a long list stands on a later page.
    await desk.getByLabel('Cerca in questo elenco').fill(kept.reference);
    await desk.getByRole('button', { name: 'Filtra' }).click();
    await desk.getByRole('link', { name: title }).click();
    await expect(desk.getByRole('heading', { level: 1 })).toHaveText(title);
    await expect(desk.getByRole('region', { name: 'Che cosa ha detto il cittadino' })).toContainText(email);
    await look(desk, 'request-received');
  });

  await test.step('takes it in charge', async () => {
    await desk.getByRole('button', { name: 'Prendi in carico' }).click();
    await expectDone(desk, 'adesso la segui tu');
    await expect(desk.getByRole('button', { name: 'Prendi in carico' })).toBeHidden();
    await seen(mine, 'Anna Strada ha preso in carico la richiesta');
  });

  await test.step('writes to the citizen, and a note that the citizen never sees', async () => {
    await desk.getByLabel('Messaggio al cittadino').fill('Buongiorno, veniamo a vedere.\nStia attenta intanto.');
    await desk.getByRole('button', { name: 'Manda' }).click();
    await expectDone(desk, 'Messaggio mandato');
    const note = await openAct(desk, 'Nota interna');
    await note.getByLabel('Nota interna').fill('La ditta era già passata in agosto.');
    await note.getByRole('button', { name: 'Salva la nota' }).click();
    await expectDone(desk, 'Nota salvata');
    await expect(desk.getByText('La ditta era già passata in agosto.')).toBeVisible();
    await seen(mine, 'Anna Strada ti ha scritto');
    await expect(mine.getByText('Stia attenta intanto.')).toBeVisible();
    await expect(mine.getByText('agosto')).toHaveCount(0);
  });

  await test.step('plans an inspection', async () => {
    const plan = await openAct(desk, 'Fissa un sopralluogo');
    await look(desk, 'request-planning');
    await plan.getByLabel('Giorno').fill(dayFromNow(1));
    await plan.getByLabel('Ora (se la sai)').fill('09:30');
    await plan.getByLabel('Due righe per il cittadino').fill('Non serve che ci sia.');
    await plan.getByRole('button', { name: 'Fissa e avvisa il cittadino' }).click();
    await expectDone(desk, 'Sopralluogo fissato');
    await look(desk, 'request-in-charge');
    await seen(mine, 'Anna Strada ha fissato un sopralluogo');
    await expect(mine.getByText(/alle 0?9[:.]30/)).toBeVisible();
    await look(mine, 'follow-inspection');
  });

  await test.step('records the findings with a photo', async () => {
    const findings = await openAct(desk, 'Registra l’esito');
    await findings.getByLabel('Che cosa hai visto').fill('Buca di 40 cm, messa in sicurezza.');
    await findings.getByLabel('Foto (facoltative)').setInputFiles(await smallPhoto('sopralluogo.jpg'));
    await findings.getByRole('button', { name: 'Registra l’esito' }).click();
    await expectDone(desk, 'Esito del sopralluogo registrato');
    await seen(mine, 'Anna Strada ha fatto il sopralluogo');
    await expect(mine.getByText('messa in sicurezza')).toBeVisible();
  });

  await test.step('closes it', async () => {
    const close = await openAct(desk, 'Chiudi');
    await look(desk, 'request-closing');
    await close.getByRole('radio', { name: 'Risolta' }).check();
    await close.getByLabel('Che cosa scrivi al cittadino').fill('La buca è stata chiusa con asfalto a caldo.');
    await close.getByRole('button', { name: 'Chiudi e scrivi al cittadino' }).click();
    await expectDone(desk, 'Segnalazione chiusa');
    await expect(desk.getByRole('button', { name: 'Manda' })).toHaveCount(0);
  });

  await test.step('the citizen reads how it ended, and sees the photos', async () => {
    await seen(mine, 'Anna Strada ha concluso la richiesta: Risolta');
    await expect(mine.getByText('asfalto a caldo').first()).toBeVisible();
    await photosShown(mine, 2);
    await look(mine, 'follow-closed');
    await photosShown(desk, 4); // once where they belong, once in the history
    await look(desk, 'request-closed');
  });

  await test.step('the mails make one conversation', async () => {
    await mailAbout(world, email, `Risolta: ${title}`);
    const mails = await mailsTo(world, email);
    expect(mails.map(({ subject }) => subject.split(':')[0])).toEqual([
      'Ricevuta',
      'Presa in carico',
      'Messaggio per te',
      'Sopralluogo fissato',
      'Sopralluogo fatto',
      'Risolta',
    ]);
    const first = mails[0]?.messageId;
    for (const { headers } of mails.slice(1)) {
      expect(headers['in-reply-to']).toBe(first);
      expect(headers.references).toBe(first);
    }
    const closing = mails.at(-1)?.text ?? '';
    expect(closing).toContain('La buca è stata chiusa con asfalto a caldo.');
    expect(mails.some(({ text }) => text.includes('agosto'))).toBe(false);
  });
});

function newPage(browser: Browser): Promise<Page> {
  return browser.newContext().then((context) => context.newPage());
}

/** The citizen's page tells the step with its date and time, as soon as it is loaded again. */
async function seen(mine: Page, words: string): Promise<void> {
  await mine.reload();
  const step = mine.getByRole('listitem').filter({ has: mine.getByRole('heading', { name: words }) });
  await expect(step.getByText(/ore \d{1,2}[:.]\d\d/)).toBeVisible();
  await expect(step.locator('time')).toHaveAttribute('datetime', /^\d{4}-\d\d-\d\dT/);
}

/** The worker prepares them: the page is loaded again until they are there, and each is a picture. */
async function photosShown(page: Page, count: number): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.reload();
        return page.locator('main a[href^="/foto/"] img').count();
      },
      { timeout: 60_000 },
    )
    .toBe(count);
  for (const image of await page.locator('main a[href^="/foto/"] img').all()) {
    await image.scrollIntoViewIfNeeded();
    await expect.poll(() => image.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
  }
}
