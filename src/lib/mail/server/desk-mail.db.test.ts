import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { levels } from '#lib/kernel/actor.ts';
import type { MailInId } from '#lib/kernel/ids.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { systemClock } from '#lib/kernel/server/system-clock.ts';
import { openFileStore } from '#lib/files/server/file-store.ts';
import { closeRequest } from '#lib/requests/server/close-request.ts';
import { eraseRequest } from '#lib/requests/server/erase-request.ts';
import { readTimeline } from '#lib/requests/server/read-timeline.ts';
import { takeInCharge } from '#lib/requests/server/take-in-charge.ts';
import { holding } from '#test/interleave.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { buildTwoTowns, reported, type Town } from '#test/town.ts';
import { forgetDeskMail } from './forget-desk-mail.ts';
import { countDeskMail, readDeskMail } from './read-desk-mail.ts';
import { attachMail, putMailAside, takeMailBack } from './settle-desk-mail.ts';
import { takeIncoming } from './take-incoming.ts';

let db: TestDatabase;
let here: Town;
let there: Town;
const folder = mkdtempSync(join(tmpdir(), 'insieme-desk-mail-'));

beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  [here, there] = await buildTwoTowns(db.web);
});
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

let count = 0;
/** A mail that names no request, as it waits in `here`. */
async function arrived(words = 'Il lampione è ancora spento.'): Promise<MailInId> {
  const subject = `Lampione ${String(++count)}`;
  const raw = [
    'From: Ugo Neri <ugo.neri@example.it>',
    'To: segnalazioni@town-1.example.it',
    `Subject: ${subject}`,
    `Message-ID: <desk-${String(count)}@posta.example.it>`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    words,
  ].join('\r\n');
  const files = openFileStore(pathToFileURL(folder).href);
  await takeIncoming({ database: db.worker, keys: db.keys, files, clock: systemClock }, Buffer.from(raw));
  const found = (await readDeskMail(db.web, here.people['front-desk'], 'waiting'))?.find(
    (mail) => mail.subject === subject,
  );
  if (!found) throw new Error('it does not wait');
  return found.id;
}

const rowOf = (id: MailInId) =>
  db.owner
    .selectFrom('mail_in')
    .select(['state', 'sender', 'subject', 'body', 'request_id'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();

test('the desk alone reads what waits, each municipality its own', async () => {
  const id = await arrived();
  for (const level of levels) {
    const mails = await readDeskMail(db.web, here.people[level], 'waiting');
    const reads = level === 'front-desk' || level === 'administrator';
    expect(mails?.some((mail) => mail.id === id) ?? false, level).toBe(reads);
    expect((await countDeskMail(db.web, here.people[level])) !== null, level).toBe(reads);
    if (!reads) expect(mails).toBeNull();
  }
  expect(await readDeskMail(db.web, there.people['front-desk'], 'waiting')).toEqual([]);
  expect(await countDeskMail(db.web, there.people['front-desk'])).toBe(0);
});

test('a mail goes to the request that the desk names, for the citizen or for the staff alone, and keeps no words', async () => {
  for (const readBy of ['citizen', 'staff'] as const) {
    const mail = await arrived();
    const request = await reported(here, { keyId: db.keys.current });
    const act = (actor: Town['people'][keyof Town['people']]) =>
      perform(here.door, actor, null, attachMail, { mail, request: request.id, readBy });
    expect(await act(here.people.operator)).toMatchObject({ reason: 'not-allowed' });
    expect(await act(here.people['front-desk'])).toEqual({ ok: true });
    expect(await act(here.people['front-desk'])).toMatchObject({ reason: 'settled' });
    expect(await rowOf(mail)).toMatchObject({
      state: 'attached',
      request_id: request.id,
      sender: '',
      subject: '',
      body: '',
    });
    const seenBy = async (who: 'citizen' | 'staff') =>
      (await readTimeline(db.web, here.id, request.id, who)).find(({ kind }) => kind === 'mail-attached');
    const message = 'Il lampione è ancora spento.';
    // The address that it came from is for the staff.
    const text = readBy === 'staff' ? { message, sender: 'ugo.neri@example.it' } : { message };
    expect((await seenBy('staff'))?.text).toEqual(text);
    expect((await seenBy('citizen'))?.text).toEqual(readBy === 'citizen' ? { message } : undefined);
  }
});

test('a mail never goes to another municipality’s request, and nobody there touches it', async () => {
  const mail = await arrived();
  const theirs = await reported(there, { keyId: db.keys.current });
  const attach = { mail, request: theirs.id, readBy: 'citizen' } as const;
  expect(await perform(here.door, here.people['front-desk'], null, attachMail, attach)).toMatchObject({
    reason: 'not-allowed',
  });
  const desk = there.people['front-desk'];
  expect(await perform(there.door, desk, null, attachMail, attach)).toMatchObject({ reason: 'settled' });
  expect(await perform(there.door, desk, null, putMailAside, { mail })).toMatchObject({ reason: 'settled' });
  expect(await rowOf(mail)).toMatchObject({ state: 'waiting' });
});

test('of two people at once one settles it', async () => {
  const mail = await arrived();
  const request = await reported(here, { keyId: db.keys.current });
  const first = holding(attachMail);
  const attaching = perform(here.door, here.people['front-desk'], null, first.useCase, {
    mail,
    request: request.id,
    readBy: 'citizen',
  });
  await first.reached;
  const aside = perform(here.door, here.people.administrator, null, putMailAside, { mail });
  first.release();
  expect(await attaching).toEqual({ ok: true });
  expect(await aside).toMatchObject({ reason: 'settled' });
});

test('what was put aside can be taken back, until its words are forgotten', async () => {
  const mail = await arrived();
  const desk = here.people['front-desk'];
  const one = { mail };
  expect(await perform(here.door, here.people.operator, null, putMailAside, one)).toMatchObject({
    reason: 'not-allowed',
  });
  expect(await perform(here.door, desk, null, putMailAside, one)).toEqual({ ok: true });
  expect((await readDeskMail(db.web, desk, 'aside'))?.map(({ id }) => id)).toContain(mail);
  expect(await perform(here.door, here.people.operator, null, takeMailBack, one)).toMatchObject({
    reason: 'not-allowed',
  });
  expect(await perform(here.door, desk, null, takeMailBack, one)).toEqual({ ok: true });
  expect(await rowOf(mail)).toMatchObject({ state: 'waiting', sender: 'ugo.neri@example.it' });

  await perform(here.door, desk, null, putMailAside, one);
  const unseen = await arrived();
  await forgetDeskMail(db.worker, here.id, systemClock().add({ hours: 29 * 24 }));
  await forgetDeskMail(db.worker, there.id, systemClock().add({ hours: 900 * 24 }));
  expect(await rowOf(mail)).toMatchObject({ sender: 'ugo.neri@example.it' });
  await forgetDeskMail(db.worker, here.id, systemClock().add({ hours: 31 * 24 }));
  expect(await rowOf(mail)).toMatchObject({ state: 'aside', sender: '', subject: '', body: '' });
  expect(await rowOf(unseen)).toMatchObject({ state: 'waiting', sender: 'ugo.neri@example.it' });
  await forgetDeskMail(db.worker, here.id, systemClock().add({ hours: 181 * 24 }));
  expect(await rowOf(unseen)).toMatchObject({ state: 'aside', sender: '', body: '' });
  expect(await perform(here.door, desk, null, takeMailBack, one)).toMatchObject({ reason: 'settled' });
  expect(await readDeskMail(db.web, desk, 'aside')).toEqual([]);
});

test('erasing a request takes the words of the mails that waited about it', async () => {
  const mail = await arrived();
  const { id } = await reported(here, { keyId: db.keys.current });
  await db.owner
    .updateTable('mail_in')
    .set({ request_id: id, reason: 'other-sender' })
    .where('id', '=', mail)
    .execute();
  await perform(here.door, here.people.operator, null, takeInCharge, { request: id, version: 1 });
  const closing = { request: id, version: 2, outcome: 'solved', text: 'Riparata.', endSteps: [] } as const;
  await perform(here.door, here.people.operator, null, closeRequest, closing);
  const erasing = { request: id, version: 3 };
  expect(await perform(here.door, here.people.administrator, null, eraseRequest, erasing)).toMatchObject({ ok: true });
  expect(await rowOf(mail)).toMatchObject({ state: 'aside', sender: '', subject: '', body: '' });
});
