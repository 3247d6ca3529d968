import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { expect } from './test.ts';
import type { Words } from './words.ts';
import type { WorldTown } from './world/world.ts';

export type Report = { title: string; name: string; email: string };
export type Kept = { reference: string; password: string };

/** Looks at a page on the way: axe, a picture. */
export type Look = (page: Page, name: string) => Promise<void>;

/** Small, and a photo all the same. */
export async function smallPhoto(name: string): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const buffer = await sharp({ create: { width: 96, height: 72, channels: 3, background: '#7a8b99' } })
    .jpeg()
    .toBuffer();
  return { name, mimeType: 'image/jpeg', buffer };
}

/** The three steps from the home page to the confirmation, once with everything wrong, with the way back. */
export async function reportAsCitizen(
  page: Page,
  town: WorldTown,
  say: Words,
  report: Report,
  look: Look,
): Promise<Kept> {
  await page.goto('/');
  await page
    .getByRole('main')
    .getByRole('link', { name: say('home_report_title') })
    .click();
  await page
    .getByRole('link', { name: say('service_start') })
    .first()
    .click();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('report_terms_title'));
  await look(page, 'report-1');
  await press(page, say('report_next'));
  await expect(page.getByRole('alert')).toContainText(say('report_privacy_missing'));
  await look(page, 'report-1-wrong');
  await page.getByLabel(say('report_privacy_read')).check();
  await press(page, say('report_next'));

  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('report_data_title'));
  await look(page, 'report-2');
  await press(page, say('report_next_summary'));
  const alert = page.getByRole('alert');
  await expect(alert).toContainText(say('report_problem_place_missing'));
  await expect(alert).toBeFocused();
  await look(page, 'report-2-wrong');
  await alert.getByRole('link', { name: say('report_problem_place_missing') }).click();
  await expect(page.getByLabel(say('report_place'))).toBeFocused();

  await writeData(page, town, say, report);
  await addPhoto(page, say);
  await expect(page.getByLabel(say('report_title'), { exact: false }).first()).toHaveValue(report.title);
  await look(page, 'report-2-full');
  await press(page, say('report_next_summary'));

  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('report_summary_title'));
  await look(page, 'report-3');
  await page
    .getByRole('link', { name: say('report_summary_edit') })
    .first()
    .click();
  await expect(page.getByLabel(say('report_place'))).toHaveValue('Via Aurelia 418');
  await press(page, say('report_next_summary'));
  await expect(page.getByRole('main')).toContainText(report.title);
  await press(page, say('report_send'));
  return readKept(page, say, look);
}

async function writeData(page: Page, town: WorldTown, say: Words, report: Report): Promise<void> {
  await page.getByLabel(say('report_place')).fill('Via Aurelia 418');
  await page.getByLabel(say('report_hamlet')).selectOption({ label: 'Capoluogo' });
  await page.getByRole('radio', { name: 'strade' }).check();
  await page.getByRole('textbox', { name: say('report_title') }).fill(report.title);
  await page.getByLabel(say('report_body')).fill('È una buca profonda una decina di centimetri.');
  await page.getByLabel(say('report_name')).fill(report.name);
  await page.getByLabel(say('report_email')).fill(report.email);
}

/** With script a chosen photo goes by itself, without there is a button for it. */
async function addPhoto(page: Page, say: Words): Promise<void> {
  await page.getByLabel(say('report_files_choose')).setInputFiles(await smallPhoto('buca.jpg'));
  const add = page.getByRole('button', { name: say('report_files_add') });
  if (await add.isVisible()) await add.click();
  await expect(page.getByRole('listitem').filter({ hasText: 'buca.jpg' })).toBeVisible();
}

async function readKept(page: Page, say: Words, look: Look): Promise<Kept> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('sent_title'));
  await look(page, 'sent');
  const kept = page.getByRole('region', { name: say('sent_keep_title') });
  const [reference = '', password = ''] = await kept.getByRole('definition').allTextContents();
  return { reference: reference.trim(), password: password.replace(/\s/g, '') };
}

export async function tryPassword(page: Page, say: Words, { reference, password }: Kept): Promise<void> {
  await page.goto('/segui');
  await page.getByLabel(say('follow_number'), { exact: false }).first().fill(reference);
  await page.getByLabel(say('follow_password_label')).fill(password);
  await press(page, say('follow_open'));
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
}
