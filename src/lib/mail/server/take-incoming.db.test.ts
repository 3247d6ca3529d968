import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { MailId, RequestId } from '#lib/kernel/ids.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { replyTokenOf } from '#lib/kernel/server/secrets.ts';
import { systemClock } from '#lib/kernel/server/system-clock.ts';
import { openFileStore, type FileStore } from '#lib/files/server/file-store.ts';
import { askCitizen } from '#lib/requests/server/ask-citizen.ts';
import { closeRequest } from '#lib/requests/server/close-request.ts';
import { secretOf } from '#lib/requests/server/open-by-secret.ts';
import { takeInCharge } from '#lib/requests/server/take-in-charge.ts';
import { holding } from '#test/interleave.ts';
import { followMail, mailsOfTown, makeQueue, stateOf } from '#test/mail-queue.ts';
import { photo } from '#test/photos.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { buildTwoTowns, reported, type Town } from '#test/town.ts';
import { parseReference } from '#lib/kernel/reference.ts';
import { writeReplyAddress } from '../reply-address.ts';
import { attachReply } from './attach-reply.ts';
import { resendMail } from './resend-mail.ts';
import { takeIncoming, type TakingParts } from './take-incoming.ts';

let db: TestDatabase;
let here: Town;
let there: Town;
let files: FileStore;
const folder = mkdtempSync(join(tmpdir(), 'insieme-mail-in-'));

beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  await makeQueue(db);
  [here, there] = await buildTwoTowns(db.web);
  files = openFileStore(pathToFileURL(folder).href);
});
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

const parts = (): TakingParts => ({ database: db.worker, keys: db.keys, files, clock: systemClock });
const take = (raw: Buffer) => takeIncoming(parts(), raw);

/** A request in `here` whose confirmation has left. */
async function aRequest(): Promise<{ id: RequestId; reference: string; mail: MailId; thread: string }> {
  const request = await reported(here, { keyId: db.keys.current });
  await followMail(db, [here, there]);
  return { ...request, ...(await left(request.id, 'confirmation')) };
}

async function left(request: RequestId, template: string): Promise<{ mail: MailId; thread: string }> {
  const mail = (await mailsOfTown(db, here.id)).find((row) => row.request_id === request && row.template === template);
  if (!mail) throw new Error('no mail');
  await db.owner.updateTable('mail').set({ state: 'sent', sent_at: systemClock() }).where('id', '=', mail.id).execute();
  return { mail: mail.id, thread: mail.message_id };
}

let count = 0;
/** What a mail program sends; undefined leaves a line out. */
function written(headers: Record<string, string | undefined>, body = 'È ancora rotto.\r\n\r\n-- \r\nMaria'): Buffer {
  const all = {
    From: 'Maria Rossi <maria.rossi@example.it>',
    To: 'segnalazioni@town-1.example.it',
    Subject: 'Re: Ricevuta',
    'Message-ID': `<${String(++count)}@posta.example.it>`,
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}\r\n`);
}

async function entriesOf(request: RequestId) {
  const rows = await db.owner
    .selectFrom('trail_entry')
    .leftJoin('trail_content', (join) =>
      join.onRef('trail_content.entry_id', '=', 'trail_entry.id').on('trail_content.part', '=', 'text'),
    )
    .select(['trail_entry.kind', 'trail_content.body', 'trail_entry.facts'])
    .where('trail_entry.request_id', '=', request)
    .orderBy('trail_entry.recorded_at')
    .execute();
  return rows
    .filter(({ kind }) => kind !== 'request-received')
    .map(({ kind, body, facts }) => ({
      kind,
      text: JSON.parse(body ?? 'null') as unknown,
      level: (JSON.parse(facts) as { actor: { level: string } }).actor.level,
    }));
}

/** What is kept of the newest mail, in either town. */
async function kept() {
  return db.owner
    .selectFrom('mail_in')
    .select(['municipality_id', 'state', 'kind', 'reason', 'request_id', 'sender', 'subject', 'body', 'files'])
    .orderBy('received_at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
}

test('an answer to our mail becomes the citizen’s message, and its words stand in the trail alone', async () => {
  const { id, thread } = await aRequest();
  expect(await take(written({ 'In-Reply-To': thread }))).toBe('settled');
  expect(await entriesOf(id)).toEqual([
    { kind: 'message-from-citizen', text: { message: 'È ancora rotto.' }, level: 'citizen' },
  ]);
  expect(await kept()).toMatchObject({ state: 'attached', request_id: id, sender: '', subject: '', body: '' });
});

test('a mail to the address with the token belongs to its request without any thread; a wrong token does not', async () => {
  const { id, reference } = await aRequest();
  const [secret, parsed] = [await secretOf(db.web, here.id, id), parseReference(reference)];
  if (!secret || !parsed) throw new Error('no secret');
  const address = writeReplyAddress('segnalazioni@town-1.example.it', parsed, replyTokenOf(db.keys, secret));
  await take(written({ To: address.replace(/.@/, (end) => (end === '0@' ? '1@' : '0@')) }));
  expect(await kept()).toMatchObject({ state: 'waiting', reason: 'unknown-request', request_id: null });
  expect(await entriesOf(id)).toEqual([]);
  await take(written({ To: address.toUpperCase() }));
  expect(await entriesOf(id)).toHaveLength(1);
});

test('the same message counts once, also when it comes by another way or to two readers at once', async () => {
  const { id, thread } = await aRequest();
  const raw = written({ 'In-Reply-To': thread });
  await Promise.all([take(raw), take(raw), take(raw)]);
  await take(raw);
  await take(Buffer.concat([Buffer.from('Received: from mx.example.it\r\n'), raw]));
  expect(await entriesOf(id)).toHaveLength(1);
});

test('who is not the citizen of the request does not speak for them: the desk sees it', async () => {
  const { id, thread } = await aRequest();
  await take(written({ 'In-Reply-To': thread, From: 'Ugo <ugo@example.it>' }));
  expect(await entriesOf(id)).toEqual([]);
  expect(await kept()).toMatchObject({
    municipality_id: here.id,
    state: 'waiting',
    reason: 'other-sender',
    request_id: id,
    sender: 'ugo@example.it',
    body: 'È ancora rotto.',
  });
});

test('a mail belongs to the municipality that it was sent to, and one to nobody stays where it is', async () => {
  const { id, thread } = await aRequest();
  await take(written({ To: 'segnalazioni@town-2.example.it' }));
  expect(await kept()).toMatchObject({ municipality_id: there.id, state: 'waiting', request_id: null });
  // The thread says more than the address.
  await take(written({ To: 'segnalazioni@town-2.example.it', References: thread }));
  expect(await entriesOf(id)).toHaveLength(1);
  expect(await take(written({ To: 'altri@example.it' }))).toBe('nobody');
});

test('the answer to a question’s mail is the answer to the question', async () => {
  const { id } = await aRequest();
  await perform(here.door, here.people.operator, null, takeInCharge, { request: id, version: 1 });
  await perform(here.door, here.people.operator, null, askCitizen, { request: id, text: 'Da che lato?', days: 10 });
  await followMail(db, [here, there]);
  const { thread } = await left(id, 'question');
  await take(written({ 'In-Reply-To': thread }, 'Dal mare.'));
  expect((await entriesOf(id)).at(-1)).toMatchObject({ kind: 'question-answered', text: { answer: 'Dal mare.' } });
  await take(written({ 'In-Reply-To': thread }, 'Anzi, dal monte.'));
  expect((await entriesOf(id)).at(-1)).toMatchObject({ kind: 'message-from-citizen' });
});

test('photos come along with the words; a file that is not taken leaves the whole mail to the desk', async () => {
  const { id, thread } = await aRequest();
  const withFile = (name: string, content: Buffer) =>
    written(
      { 'In-Reply-To': thread, 'Content-Type': 'multipart/mixed; boundary=x' },
      [
        '--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nEcco la foto.',
        `--x\r\nContent-Type: application/octet-stream; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${content.toString('base64')}`,
        '--x--',
      ].join('\r\n'),
    );
  await take(withFile('buca.jpg', await photo({ width: 80, height: 60 })));
  expect(await entriesOf(id)).toMatchObject([{ kind: 'photos-sent', text: { message: 'Ecco la foto.' } }]);
  const attached = await db.owner.selectFrom('file').select('name').where('request_id', '=', id).execute();
  expect(attached).toEqual([{ name: 'buca.jpg' }]);

  await take(withFile('buca.exe', Buffer.from('MZ, and so on')));
  expect(await entriesOf(id)).toHaveLength(1);
  expect(await kept()).toMatchObject({ state: 'waiting', reason: 'files', body: 'Ecco la foto.', files: 1 });
});

test('a closed request takes no more mail, and an empty mail says nothing: both wait for the desk', async () => {
  const { id, thread } = await aRequest();
  await take(written({ 'In-Reply-To': thread }, '> citato'));
  expect(await kept()).toMatchObject({ state: 'waiting', reason: 'no-words' });
  await perform(here.door, here.people.operator, null, takeInCharge, { request: id, version: 1 });
  const closing = { request: id, version: 2, outcome: 'solved', text: 'Riparata.', endSteps: [] } as const;
  expect(await perform(here.door, here.people.operator, null, closeRequest, closing)).toMatchObject({ ok: true });
  await take(written({ 'In-Reply-To': thread }));
  expect(await kept()).toMatchObject({ state: 'waiting', reason: 'wrong-state', body: 'È ancora rotto.' });
});

test('what a machine answers is noted without a word of it, and so is our own mail', async () => {
  const { id, thread } = await aRequest();
  await take(written({ 'In-Reply-To': thread, 'Auto-Submitted': 'auto-replied' }, 'Sono in ferie.'));
  expect(await kept()).toMatchObject({ state: 'noted', kind: 'automatic', request_id: id, sender: '', body: '' });
  await take(written({ 'In-Reply-To': thread, From: 'segnalazioni@town-1.example.it' }));
  expect(await kept()).toMatchObject({ state: 'noted', body: '' });
  expect(await entriesOf(id)).toEqual([]);
});

function report(thread: string, action: string): Buffer {
  return written(
    {
      From: 'Mail Delivery System <MAILER-DAEMON@mx.example.it>',
      'Content-Type': 'multipart/report; report-type=delivery-status; boundary=x',
    },
    [
      '--x\r\nContent-Type: text/plain\r\n\r\nSorry.',
      `--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.it\r\n\r\nFinal-Recipient: rfc822; maria.rossi@example.it\r\nAction: ${action}\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 <maria.rossi@example.it> unknown`,
      `--x\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: ${thread}\r\nSubject: Ricevuta`,
      '--x--',
    ].join('\r\n'),
  );
}

test('a mail that comes back is marked with the server’s words, without the address, and the desk may send it again', async () => {
  const { id, mail, thread } = await aRequest();
  await take(report(thread, 'delayed'));
  expect(await stateOf(db, here.id, mail)).toMatchObject({ state: 'sent' });
  await take(report(thread, 'failed'));
  expect(await stateOf(db, here.id, mail)).toMatchObject({ state: 'returned', answer: '550 5.1.1 <…@…> unknown' });
  expect(await kept()).toMatchObject({ state: 'noted', kind: 'returned', body: '' });
  expect(await entriesOf(id)).toEqual([]);
  const again = { request: id, mail };
  expect(await perform(here.door, here.people['front-desk'], null, resendMail, again)).toMatchObject({ ok: true });
  expect(await stateOf(db, here.id, mail)).toMatchObject({ state: 'waiting', sent_at: null });
});

test('a reader that dies between keeping, receiving files and acting is followed by one that acts once', async () => {
  const { id, thread } = await aRequest();
  const raw = written({ 'In-Reply-To': thread });
  const died: TakingParts = {
    ...parts(),
    keys: db.keys,
    clock: systemClock,
    files: { ...files, put: () => Promise.reject(new Error('killed')) },
  };
  const withPhoto = Buffer.from(
    raw
      .toString('utf8')
      .replace('Content-Type: text/plain; charset=utf-8', 'Content-Type: multipart/mixed; boundary=x')
      .replace(
        /\r\n\r\n[^]*$/,
        `\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nEcco.\r\n--x\r\nContent-Type: image/jpeg\r\nContent-Disposition: attachment; filename=a.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n${(await photo({ width: 80, height: 60 })).toString('base64')}\r\n--x--\r\n`,
      ),
  );
  await expect(takeIncoming(died, withPhoto)).rejects.toThrow('killed');
  expect(await kept()).toMatchObject({ state: 'received' });
  await take(withPhoto);
  await take(withPhoto);
  expect((await entriesOf(id)).map(({ kind }) => kind)).toEqual(['photos-sent']);
});

test('the act and its mail are settled together or not at all', async () => {
  const { id, thread } = await aRequest();
  await take(written({ 'In-Reply-To': thread, From: 'Ugo <ugo@example.it>' }));
  const row = await db.owner
    .updateTable('mail_in')
    .set({ state: 'received', reason: null })
    .where('request_id', '=', id)
    .returning('id')
    .executeTakeFirstOrThrow();
  const actor = { ...here.citizen, request: id };
  const input = { mail: row.id, request: id, text: 'Sì.', files: [], holder: '', question: null };
  const worker = { ...here.door, database: db.worker };
  const first = holding(attachReply);
  const acting = perform(worker, actor, null, first.useCase, input);
  await first.reached;
  const second = perform(worker, actor, null, attachReply, input);
  first.release();
  expect(await acting).toMatchObject({ ok: true });
  expect(await second).toMatchObject({ reason: 'settled' });
  expect(await entriesOf(id)).toHaveLength(1);
});
