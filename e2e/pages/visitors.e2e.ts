import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { tryPassword } from '../citizen.ts';
import { mailAbout } from '../mails.ts';
import { expect, test } from '../test.ts';
import { wordsOf, type Words } from '../words.ts';

const wizard = '/servizi/segnalazione-disservizio/nuova';

async function begin(page: Page, say: Words, site = ''): Promise<void> {
  await page.goto(`${site}${wizard}`);
  await page.getByLabel(say('report_privacy_read')).check();
  await page.getByRole('button', { name: say('report_next'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('report_data_title'));
}

async function send(page: Page, say: Words): Promise<{ reference: string; password: string }> {
  await page.getByRole('button', { name: say('report_next_summary'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('report_summary_title'));
  await page.getByRole('button', { name: say('report_send'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('sent_title'));
  const password = ((await page.locator('dd.secret').textContent()) ?? '').replace(/\s/g, '');
  return { reference: page.url().split('/').at(-1) ?? '', password };
}

test.describe('a tourist', () => {
  test.use({ locale: 'de' });

  test('reports in German from where they stand, with three photos of a telephone', async ({
    page,
    context,
    world,
    look,
    javaScriptEnabled,
  }, { project }) => {
    const say = wordsOf('de');
    const email = `gast.${project.name}@example.de`;
    await context.grantPermissions(['geolocation']);
    await context.setGeolocation({ latitude: 43.351, longitude: 10.456 });
    await begin(page, say);
    if (javaScriptEnabled) {
      await page.getByRole('button', { name: say('report_position_use') }).click();
      await expect(page.getByRole('button', { name: say('report_position_remove') })).toBeVisible();
      await expect(page.getByLabel(say('report_hamlet'))).toHaveValue(/.+/);
    } else {
      await page.getByLabel(say('report_hamlet')).selectOption({ label: 'Capoluogo' });
    }
    const place = page.getByLabel(say('report_place'));
    if ((await place.inputValue()) === '') await place.fill('am Strand, beim weißen Turm');
    await page.getByRole('radio', { name: 'strade' }).check();
    await page.getByRole('textbox', { name: say('report_title') }).fill(`Loch im Gehweg (${project.name})`);
    await page.getByLabel(say('report_body')).fill('Tief wie eine Hand. Kinder stolpern.');
    await page.getByLabel(say('report_name')).fill('Heidi Gast');
    await page.getByLabel(say('report_email')).fill(email);
    const names = ['lampione', 'buca', 'cassonetto'];
    await page.getByLabel(say('report_files_choose')).setInputFiles(
      names.map((name, index) => ({
        name: `IMG_000${String(index)}.HEIC`,
        mimeType: 'image/heic',
        buffer: readFileSync(`test/samples/${name}.heic`),
      })),
    );
    const add = page.getByRole('button', { name: say('report_files_add') });
    if (await add.isVisible()) await add.click();
    for (const index of names.keys()) {
      await expect(page.getByRole('listitem').filter({ hasText: `IMG_000${String(index)}.HEIC` })).toBeVisible();
    }
    const kept = await send(page, say);
    await look(page, 'tourist-sent');
    const mail = await mailAbout(world, email, kept.reference);
    expect(mail.headers['content-language']).toBe('de');
    expect(mail.text.replace(/\s/g, '')).toContain(kept.password);

    await tryPassword(page, say, kept);
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole('img', { name: /HEIC/ })).toHaveCount(3, { timeout: 1000 });
    }).toPass();
    // Drawn: not only a place on the page.
    const widths = await page
      .getByRole('img', { name: /HEIC/ })
      .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth));
    for (const width of widths) expect(width).toBeGreaterThan(0);
    await look(page, 'tourist-follow');
  });
});

test('a person without e-mail in a hamlet of the hills reports, keeps a sheet, and follows by number and password', async ({
  page,
  world,
  look,
}) => {
  const say = wordsOf('it');
  const site = world.practice.url;
  await begin(page, say, site);
  await page.getByLabel(say('report_hamlet')).selectOption({ label: 'Gabbro' });
  await page.getByLabel(say('report_place')).fill('sotto la fontana vecchia');
  await page.getByRole('radio', { name: 'Arredo urbano' }).check();
  await page.getByRole('textbox', { name: say('report_title') }).fill('Acqua dal muro');
  await page.getByLabel(say('report_body')).fill('Esce acqua dal muro da ieri.');
  await page.getByLabel(say('report_name')).fill('Rosa Colli');
  await page.getByLabel(say('report_phone')).fill('0586 742000');
  const kept = await send(page, say);
  await expect(page.getByText(say('sent_no_mail'))).toBeVisible();
  await look(page, 'no-email-sent');
  await page.getByRole('link', { name: say('sent_print') }).click();
  await expect(page.getByText(kept.reference).first()).toBeVisible();
  await look(page, 'no-email-sheet');

  await page.goto(`${site}/segui`);
  await page.getByLabel(say('follow_number'), { exact: false }).first().fill(kept.reference);
  await page.getByLabel(say('follow_password_label')).fill(kept.password.toLowerCase());
  await page.getByRole('button', { name: say('follow_open'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Acqua dal muro');
  await expect(page.getByText('Gabbro').first()).toBeVisible();
});
