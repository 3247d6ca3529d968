import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { getDocumentProxy } from 'unpdf';
import { tryPassword, type Look } from '../citizen.ts';
import { mailAbout, mailsTo } from '../mails.ts';
import { newRequest } from '../new-request.ts';
import { expect, test } from '../test.ts';
import type { World } from '../world/world.ts';
import { wordsOf } from '../words.ts';

const say = wordsOf('it');

/** The address of a link in a mail, without the host: the test's own browser opens it. */
function linkIn(text: string, name: string): string {
  const found = new RegExp(`https?://[^/\\s]+(/segui/${name}/\\S+)`).exec(text)?.[1];
  if (!found) throw new Error(`no link ${name}`);
  return found;
}
const access = (text: string) => linkIn(text, 'accesso');
const passwordIn = (text: string) => /Password: (\S+)/.exec(text)?.[1] ?? '';
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const title = (page: Page) => page.getByRole('heading', { level: 1 });

async function begin(
  parts: { world: World; site: Parameters<typeof newRequest>[0]; town: Parameters<typeof newRequest>[1] },
  name: string,
) {
  const email = `${name}.${randomBytes(4).toString('hex')}@example.it`;
  const request = await newRequest(parts.site, parts.town, { title: `Buca ${name}`, email });
  const mail = await mailAbout(parts.world, email, request.reference);
  return { ...request, email, mail };
}

async function download(page: Page, name: string): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).first().click()]);
  return readFileSync(await file.path());
}

const look: (page: Page, of: Look, name: string) => Promise<void> = (page, of, name) => of(page, `access-${name}`);

test('a citizen renews the password: the new one opens, the old one and its links do not', async ({
  page,
  world,
  site,
  town,
  look: seen,
}) => {
  const { reference, email, mail } = await begin({ world, site, town }, 'rinnova');
  await page.goto(access(mail.text));
  await look(page, seen, 'follow');
  await page.getByRole('link', { name: say('access_password_link') }).click();
  await look(page, seen, 'password');
  await press(page, say('access_password_do'));
  await expect(title(page)).toHaveText(say('access_password_new_title'));
  const password = (await page.locator('.secret').textContent())?.replace(/\s/g, '') ?? '';
  await look(page, seen, 'password-new');

  const renewed = await mailAbout(world, email, 'Nuova password:');
  expect(passwordIn(renewed.text)).toBe(password);
  await page.context().clearCookies();
  await tryPassword(page, say, { reference, password: passwordIn(mail.text) });
  await expect(page.getByRole('alert')).toBeVisible();
  await page.goto(access(mail.text));
  await expect(page).toHaveURL('/segui');
  await tryPassword(page, say, { reference, password });
  await expect(page).toHaveURL(`/segui/${reference}`);
});

test('a lost password comes back by the known address, and nobody learns whether a request is there', async ({
  page,
  world,
  site,
  town,
  look: seen,
}) => {
  const { reference, email, mail } = await begin({ world, site, town }, 'persa');
  await page.goto('/segui');
  await page.getByRole('link', { name: say('lost_title') }).click();
  await press(page, say('lost_send'));
  await expect(page.getByRole('alert')).toContainText(say('lost_email_missing'));
  await look(page, seen, 'lost-wrong');

  const answers: string[] = [];
  for (const [number, address] of [
    [reference, 'altro@example.it'],
    ['2026-99999', email],
    [reference, email.toUpperCase()],
  ] as const) {
    await page.goto('/segui/password');
    await page.locator('#number').fill(number);
    await page.locator('#email').fill(address);
    await press(page, say('lost_send'));
    await expect(page.getByRole('status')).toContainText(say('lost_sent_title'));
    answers.push(await page.getByRole('main').innerText());
  }
  expect(new Set(answers).size).toBe(1);
  await look(page, seen, 'lost-sent');

  const asked = await mailAbout(world, email, 'Nuova password?');
  expect((await mailsTo(world, email)).filter(({ subject }) => subject.includes('Nuova password?'))).toHaveLength(1);
  await page.goto(linkIn(asked.text, 'link/nuova-password'));
  await expect(page).toHaveURL('/segui/nuova-password');
  await look(page, seen, 'new-password');
  await press(page, say('access_password_do'));
  await expect(title(page)).toHaveText(say('access_password_new_title'));
  const renewed = await mailAbout(world, email, 'Nuova password:');
  expect(passwordIn(renewed.text)).not.toBe(passwordIn(mail.text));
  await page.goto(linkIn(asked.text, 'link/nuova-password'));
  await expect(title(page)).toHaveText(say('link_gone_title'));
  await look(page, seen, 'link-gone');
});

test('the address changes once both mailboxes have said yes', async ({ page, world, site, town, look: seen }) => {
  const { reference, email, mail } = await begin({ world, site, town }, 'cambia');
  const wanted = `nuova.${email}`;
  await page.goto(access(mail.text));
  await page.getByRole('link', { name: say('access_address_link') }).click();
  await page.locator('#email').fill('nuova@gmial.com');
  await press(page, say('access_address_ask'));
  await expect(page.getByText('Volevi dire nuova@gmail.com?')).toBeVisible();
  await look(page, seen, 'address-slip');
  await page.locator('#email').fill(wanted);
  await press(page, say('access_address_ask'));
  await expect(page.getByRole('status')).toContainText(say('access_address_asked'));
  await look(page, seen, 'address-waiting');

  const [toOld, toNew] = [
    await mailAbout(world, email, 'Cambiamo indirizzo?'),
    await mailAbout(world, wanted, 'Confermi questo indirizzo?'),
  ];
  await page.goto(linkIn(toNew.text, 'link/nuovo-indirizzo'));
  await expect(title(page)).toHaveText(say('address_question_new_title'));
  await look(page, seen, 'address-question');
  await press(page, say('address_question_yes').replace('{address}', wanted));
  await expect(title(page)).toHaveText(say('address_answer_half_title'));
  await page.goto(linkIn(toOld.text, 'link/vecchio-indirizzo'));
  await press(page, say('address_question_yes').replace('{address}', wanted));
  await expect(title(page)).toHaveText(say('address_answer_done_title'));
  const changed = await mailAbout(world, wanted, 'Nuovo indirizzo:');
  expect(passwordIn(changed.text)).toBe(passwordIn(mail.text));
  await page.goto(`/segui/${reference}`);
  await expect(page.locator('.choices')).toContainText(wanted);
});

test('the old address can say no, and nothing changes', async ({ page, world, site, town }) => {
  const { reference, email, mail } = await begin({ world, site, town }, 'rifiuta');
  await page.goto(access(mail.text));
  await page.goto(`/segui/${reference}/indirizzo`);
  await page.locator('#email').fill(`altra.${email}`);
  await press(page, say('access_address_ask'));
  const asked = await mailAbout(world, email, 'Cambiamo indirizzo?');
  await page.goto(linkIn(asked.text, 'link/vecchio-indirizzo'));
  await press(page, say('address_question_no_old'));
  await expect(title(page)).toHaveText(say('address_answer_no_title'));
  await page.goto(`/segui/${reference}`);
  await expect(page.locator('.choices')).toContainText(say('access_address_now').replace('{address}', email));
});

test('«Non sono io» does nothing until its button is pressed, then ends password and mails and tells the desk, which helps', async ({
  page,
  world,
  site,
  town,
  look: seen,
  signIn,
}) => {
  const { reference, path, mail } = await begin({ world, site, town }, 'estranea');
  await page.goto(linkIn(mail.text, 'link/non-sono-io'));
  await expect(page).toHaveURL('/segui/non-sono-io');
  await expect(title(page)).toHaveText(say('not_me_title'));
  await look(page, seen, 'not-me');
  await tryPassword(page, say, { reference, password: passwordIn(mail.text) });
  await expect(page).toHaveURL(`/segui/${reference}`);

  await page.goto('/segui/non-sono-io');
  await press(page, say('not_me_do'));
  await expect(title(page)).toHaveText(say('not_me_done_title'));
  await look(page, seen, 'not-me-done');
  await page.context().clearCookies();
  await tryPassword(page, say, { reference, password: passwordIn(mail.text) });
  await expect(page.getByRole('alert')).toBeVisible();
  await page.goto(linkIn(mail.text, 'link/non-sono-io'));
  await expect(title(page)).toHaveText(say('not_me_done_title'));

  await mailAbout(world, 'strade@town-1.example.it', `Indirizzo sbagliato: Buca estranea (${reference})`);
  await signIn(page, 'operator');
  await page.goto(path);
  await expect(page.locator('#richiesta')).toContainText('chi lo legge ha detto «Non sono io»');
  await expect(page.getByRole('main')).toContainText('l’indirizzo mail è tagliato');
  await seen(page, 'console-address-refused');
  await expect(page.getByText('Correggi l’indirizzo mail')).toHaveCount(0);

  // Who answers the telephone finds the person, and writes the address that they say.
  await page.context().clearCookies();
  await signIn(page, 'front-desk');
  await page.goto(path);
  await page.getByText('Correggi l’indirizzo mail').click();
  await page.getByLabel('Indirizzo giusto').fill('maria rossi');
  await page.getByRole('button', { name: 'Salva l’indirizzo' }).click();
  await expect(page.getByRole('alert')).toContainText('Scrivi un indirizzo mail intero');
  await seen(page, 'console-address-wrong');
  const right = `giusta.${randomBytes(4).toString('hex')}@example.it`;
  await page.getByLabel('Indirizzo giusto').fill(right);
  await page.getByRole('button', { name: 'Salva l’indirizzo' }).click();
  await expect(page.getByRole('status')).toContainText('Indirizzo salvato');
  await expect(page.locator('#richiesta')).toContainText(right);
  const told = passwordIn((await mailAbout(world, right, reference)).text);

  await page.getByText('Dai una nuova password').click();
  await page.getByRole('button', { name: 'Fai la nuova password' }).click();
  await expect(page.getByRole('status')).toContainText(reference);
  await seen(page, 'console-password-handed');
  const handed = (await page.locator('dl.handed dd').last().textContent()) ?? '';
  await page.goto(path);
  await expect(page.getByText(handed)).toHaveCount(0);

  await page.context().clearCookies();
  await tryPassword(page, say, { reference, password: told });
  await expect(page.getByRole('alert')).toBeVisible();
  await tryPassword(page, say, { reference, password: handed });
  await expect(page).toHaveURL(`/segui/${reference}`);
  await expect(page.getByRole('main')).toContainText('ti ha dato una nuova password');
});

test('a citizen chooses fewer mails', async ({ page, world, site, town, look: seen }) => {
  const { mail } = await begin({ world, site, town }, 'poche');
  const choices = /https?:\/\/[^/\s]+(\/segui\/accesso\/\S+\?vai=avvisi)/.exec(mail.text)?.[1] ?? '';
  await page.goto(choices);
  await expect(title(page)).toHaveText(say('access_notices_title'));
  await page.getByRole('radio', { name: say('access_notices_end') }).check();
  await look(page, seen, 'notices');
  await press(page, say('access_notices_save'));
  await expect(page.getByRole('status')).toContainText(say('mail_notices_end'));
  await page.getByRole('link', { name: say('access_back') }).click();
  await expect(page.locator('.choices')).toContainText(say('mail_notices_end'));
});

test('acknowledgement and all that is held on them come as files that other programs read', async ({
  page,
  world,
  site,
  town,
}) => {
  const { reference, email, mail } = await begin({ world, site, town }, 'scarica');
  expect(mail.attachments).toEqual([`ricevuta-${reference}.pdf`]);
  await page.goto(access(mail.text));
  const pdf = await getDocumentProxy(new Uint8Array(await download(page, say('access_receipt_link'))));
  const { info } = await pdf.getMetadata();
  expect(info).toMatchObject({ Title: `Ricevuta della richiesta ${reference}`, Language: 'it-IT' });
  expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });

  const zip = unzipSync(new Uint8Array(await download(page, say('access_export_link'))));
  expect(Object.keys(zip).toSorted()).toEqual(['LEGGIMI.txt', 'dati.json', 'ricevuta.pdf', 'storia.txt']);
  const data = JSON.parse(strFromU8(zip['dati.json'] ?? new Uint8Array())) as Record<string, unknown>;
  expect(data).toMatchObject({
    format: 'insieme-export',
    version: 1,
    request: { reference, title: 'Buca scarica' },
    author: { name: 'Maria Rossi', email },
    access: { notices: 'all' },
  });
  const read = strFromU8(zip['storia.txt'] ?? new Uint8Array());
  expect(read).toContain('Buca scarica');
  expect(read).not.toContain(passwordIn(mail.text));
  expect(
    Buffer.from(zip['ricevuta.pdf'] ?? [])
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
});
