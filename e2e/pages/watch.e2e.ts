import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import type { CategoryId } from '#lib/kernel/ids.ts';
import { senderOf } from '../http/send.ts';
import { expectDone } from '../office.ts';
import { mailAbout, mailsTo } from '../mails.ts';
import { newCategory } from '../new-category.ts';
import { newRequest } from '../new-request.ts';
import { expect, test } from '../test.ts';
import type { Site, WorldTown } from '../world/world.ts';
import { wordsOf } from '../words.ts';

const say = wordsOf('it');
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const block = (page: Page) => page.getByRole('region', { name: say('nearby_title') });

type Kind = { category: CategoryId; name: string };

/** A kind of problem that no other test reports. */
async function newKind(site: Site, town: WorldTown): Promise<Kind> {
  const name = `Fontanelle ${randomBytes(4).toString('hex')}`;
  return { name, category: (await newCategory(site, town, name)).id };
}

const newEmail = (who: string) => `${who}.${randomBytes(4).toString('hex')}@example.it`;

/** To the summary, with a report of this kind in "Via Roma". */
async function fillReport(page: Page, kind: Kind, { email, place = 'Via Roma 3' }: { email: string; place?: string }) {
  await page.goto('/servizi/segnalazione-disservizio/nuova');
  await page.getByLabel(say('report_privacy_read')).check();
  await press(page, say('report_next'));
  await page.getByLabel(say('report_place')).fill(place);
  await page.getByLabel(say('report_hamlet')).selectOption({ label: 'Capoluogo' });
  await page.getByRole('radio', { name: kind.name }).check();
  await page.getByRole('textbox', { name: say('report_title') }).fill('Fontanella rotta');
  await page.getByLabel(say('report_body')).fill('Esce acqua da due giorni.');
  await page.getByLabel(say('report_name')).fill('Luca Neri');
  if (email) await page.getByLabel(say('report_email')).fill(email);
  else await page.getByLabel(say('report_phone')).fill('0586 123 456');
  await press(page, say('report_next_summary'));
  await expect(heading(page)).toHaveText(say('report_summary_title'));
}

/** The way of the link in a mail, without the host. */
function linkIn(text: string): string {
  const found = /https?:\/\/[^/\s]+(\/segui\/link\/seguita\/\S+)/.exec(text)?.[1];
  if (!found) throw new Error('no link');
  return found;
}

/** Once everybody may see it: what they may see is a second behind. */
async function isPublic(site: Site, town: WorldTown, reference: string): Promise<void> {
  await expect.poll(async () => (await senderOf(site, town)(`/segnalazioni/${reference}`)).status).toBe(200);
}

test('who finds it reported already follows that one instead, is told each step, and stops', async ({
  page,
  world,
  site,
  town,
  look,
  signIn,
}) => {
  const kind = await newKind(site, town);
  const email = newEmail('luca');
  const { reference, title, path } = await newRequest(site, town, {
    title: 'Segreto della fontanella',
    category: kind.category,
  });
  await isPublic(site, town, reference);

  await fillReport(page, kind, { email });
  await expect(block(page)).toContainText(say('nearby_street'));
  await expect(block(page)).toContainText('Via Roma');
  await expect(block(page)).toContainText(kind.name);
  for (const secret of [title, 'Maria Rossi', 'Via Roma 12']) await expect(block(page)).not.toContainText(secret);
  await expect(page.getByRole('button', { name: say('report_send') })).toBeVisible();
  await look(page, 'watch-near-by');
  await block(page)
    .getByRole('button', { name: say('nearby_follow') })
    .click();

  await expect(page).toHaveURL(`/segnalazioni/${reference}?seguita`);
  await expect(page.getByRole('status')).toContainText(say('watch_asked_title'));
  await expect(page.getByRole('link', { name: say('watch_draft_link') })).toBeVisible();
  await look(page, 'watch-asked');

  const asked = await mailAbout(world, email, reference);
  expect(asked.subject).toBe(say('mail_watch_asked_subject').replace('{reference}', reference));
  await page.goto(linkIn(asked.text));
  await expect(page).toHaveURL('/segui/seguita');
  await expect(heading(page)).toHaveText(say('watch_question_title'));
  await look(page, 'watch-question');
  // Opening it has done nothing.
  await page.goto(`/segnalazioni/${reference}`);
  await expect(page.getByText(say('watchers_one'))).toBeHidden();
  await page.goto('/segui/seguita');
  await press(page, say('watch_question_yes'));
  await expect(heading(page)).toHaveText(say('watch_answer_yes_title'));
  await look(page, 'watch-confirmed');
  await page.goto(`/segnalazioni/${reference}`);
  await expect(page.getByText(say('watchers_one'))).toBeVisible();
  await look(page, 'watch-public');
  await page.goto('/servizi/segnalazione-disservizio/nuova/riepilogo');
  await expect(block(page)).toContainText(say('watchers_one'));

  await signIn(page, 'operator');
  await page.goto(path);
  await expect(page.getByText(say('console_watchers_one'))).toBeVisible();
  await look(page, 'watch-console');
  expect(await page.content()).not.toContain(email);
  await press(page, say('console_act_take'));
  await expectDone(page, say('console_done_take'));

  const taken = await mailAbout(world, email, say('mail_watch_taken_subject').replace('{reference}', reference));
  for (const secret of [title, 'Maria Rossi', 'Anna Strada', 'Via Roma 12'])
    expect(taken.text, secret).not.toContain(secret);
  await page.goto(linkIn(taken.text));
  await expect(heading(page)).toHaveText(say('watch_stop_title'));
  await look(page, 'watch-stop');
  await press(page, say('watch_stop'));
  await expect(heading(page)).toHaveText(say('watch_answer_no_title'));
  await look(page, 'watch-stopped');
  await page.goto(linkIn(taken.text));
  await expect(heading(page)).toHaveText(say('link_gone_title'));
  await look(page, 'watch-gone');
  await page.goto(`/segnalazioni/${reference}`);
  await expect(page.getByText(say('watchers_one'))).toBeHidden();
  expect(await mailsTo(world, email)).toHaveLength(2);
});

test('of another kind, or in another street: the summary shows nothing near by', async ({ page, site, town }) => {
  const [kind, other] = [await newKind(site, town), await newKind(site, town)];
  const { reference } = await newRequest(site, town, { title: 'Fontanella', category: kind.category });
  await isPublic(site, town, reference);
  await fillReport(page, other, { email: newEmail('luca') });
  await expect(block(page)).toBeHidden();
  await fillReport(page, kind, { email: newEmail('luca'), place: 'Via Garibaldi 3' });
  await expect(block(page)).toBeHidden();
  await press(page, say('report_send'));
  await expect(heading(page)).toHaveText(say('sent_title'));
});

test('the new report is sent as before, whatever lies near by', async ({ page, site, town }) => {
  const kind = await newKind(site, town);
  const { reference } = await newRequest(site, town, { title: 'Fontanella', category: kind.category });
  await isPublic(site, town, reference);
  await fillReport(page, kind, { email: '' });
  // Without an address the request's own page asks for one.
  await expect(block(page).getByRole('link', { name: say('nearby_follow') })).toHaveAttribute(
    'href',
    `/segnalazioni/${reference}#segui`,
  );
  await press(page, say('report_send'));
  await expect(heading(page)).toHaveText(say('sent_title'));
});

test('anyone follows from the public page, and nobody learns whether an address does', async ({
  page,
  world,
  site,
  town,
  look,
}) => {
  const kind = await newKind(site, town);
  const email = newEmail('anna');
  const { reference } = await newRequest(site, town, { title: 'Fontanella', category: kind.category });
  await isPublic(site, town, reference);
  await page.goto(`/segnalazioni/${reference}`);
  await press(page, say('watch_ask'));
  await expect(page.getByRole('alert')).toContainText(say('lost_email_missing'));
  await look(page, 'watch-wrong');

  const answers: string[] = [];
  for (const again of [false, true]) {
    await page.goto(`/segnalazioni/${reference}`);
    await page.getByLabel(say('watch_email')).fill(again ? email.toUpperCase() : email);
    await press(page, say('watch_ask'));
    await expect(page.getByRole('status')).toContainText(say('watch_asked_title'));
    answers.push(await page.getByRole('status').innerText());
    if (again) continue;
    await page.goto(linkIn((await mailAbout(world, email, reference)).text));
    await press(page, say('watch_question_yes'));
    await expect(heading(page)).toHaveText(say('watch_answer_yes_title'));
  }
  expect(new Set(answers).size).toBe(1);
  await expect
    .poll(async () => (await mailsTo(world, email)).map(({ text }) => text.includes('la segui già')))
    .toEqual([false, true]);
});

test('one mailbox is not filled by others', async ({ page, site, town }) => {
  const kind = await newKind(site, town);
  const email = newEmail('troppe');
  const { reference } = await newRequest(site, town, { title: 'Fontanella', category: kind.category });
  await isPublic(site, town, reference);
  for (let times = 0; times < 6; times++) {
    await page.goto(`/segnalazioni/${reference}`);
    await page.getByLabel(say('watch_email')).fill(email);
    await press(page, say('watch_ask'));
  }
  await expect(page.getByRole('alert')).toContainText('Troppe richieste da qui');
});
