import { fork } from 'node:child_process';
import { once } from 'node:events';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { MailId, RequestId } from '#lib/kernel/ids.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { passwordOf } from '#lib/kernel/server/secrets.ts';
import { systemClock } from '#lib/kernel/server/system-clock.ts';
import { secretOf } from '#lib/requests/server/open-by-secret.ts';
import { takeInCharge } from '#lib/requests/server/take-in-charge.ts';
import type { Order } from '#test/mail-sender-process.ts';
import { followMail, mailsOfTown, makeQueue, queuedJobs, stateOf } from '#test/mail-queue.ts';
import { startSmtpServer, type SmtpServer } from '#test/smtp-server.ts';
import { openTestDatabase, testKey, type TestDatabase } from '#test/test-database.ts';
import { buildTown, buildTwoTowns, reported, type Town } from '#test/town.ts';
import { openMailer, type Mailer } from './mailer.ts';
import { mailHealth } from './mail-health.ts';
import { listPracticeMail, readPracticeMail } from './practice-mail.ts';
import { readMailOf } from './read-mail-of.ts';
import { resendMail } from './resend-mail.ts';
import { sendMail } from './send-mail.ts';
import { sweepMail } from './sweep-mail.ts';
import { readMunicipality } from '#lib/municipalities/server/read-municipality.ts';

let db: TestDatabase;
let smtp: SmtpServer;
let mailer: Mailer;
let here: Town;
let there: Town;
const quick = { connect: 4000, greeting: 4000, silence: 1500, total: 4000 };

beforeAll(async () => {
  [db, smtp] = await Promise.all([openTestDatabase(inject('ownerUrl')), startSmtpServer()]);
  await makeQueue(db);
  [here, there] = await buildTwoTowns(db.web);
});
afterAll(async () => {
  await Promise.all([db.close(), smtp.stop()]);
});
beforeEach(async () => {
  mailer = openMailer(smtp.url, quick);
  await smtp.become('accept');
  smtp.taken.length = 0;
});
afterEach(() => mailer.close());

/** A request in `here` with its mails waiting: the citizen's first. */
async function aRequest(): Promise<{ id: RequestId; reference: string; mail: MailId }> {
  const request = await reported(here, { keyId: db.keys.current });
  await followMail(db, [here, there]);
  const mail = (await mailsOfTown(db, here.id)).find(
    (row) => row.request_id === request.id && row.recipient === 'citizen',
  );
  if (!mail) throw new Error('no mail waits');
  return { ...request, mail: mail.id };
}

function send(mail: MailId, changes: { mailer?: Mailer | null; signal?: AbortSignal; now?: Temporal.Instant } = {}) {
  const parts = {
    database: db.worker,
    keys: db.keys,
    mailer,
    replies: 'unread' as const,
    now: systemClock(),
    signal: new AbortController().signal,
  };
  return sendMail({ ...parts, ...changes }, { municipality: here.id, mail });
}

describe('over the wire', () => {
  test('a confirmation arrives with number, password and link, as text and HTML, from the municipality', async () => {
    const { id, reference, mail } = await aRequest();
    await send(mail);
    expect(await stateOf(db, here.id, mail)).toMatchObject({ state: 'sent', attempts: 1 });
    const [taken] = smtp.taken;
    const secret = await secretOf(db.web, here.id, id);
    if (!taken || !secret) throw new Error('nothing arrived');
    expect(taken).toMatchObject({
      messageId: `<${mail}@town-1.localhost>`,
      inReplyTo: null,
      envelopeTo: ['maria.rossi@example.it'],
      from: '"Borgo 1" <segnalazioni@town-1.example.it>',
      subject: `Ricevuta: Buca davanti al passaggio pedonale (${reference})`,
    });
    expect(taken.headers).toMatchObject({ 'auto-submitted': 'auto-generated', 'content-language': 'it' });
    for (const written of [taken.text, taken.html]) {
      expect(written).toContain(reference);
      expect(written).toContain(passwordOf(db.keys, secret));
      expect(written).toContain(`http://town-1.localhost:3000/segui/accesso/${reference}.`);
    }
    expect(taken.attachments).toEqual([{ filename: `ricevuta-${reference}.pdf`, contentType: 'application/pdf' }]);
  });

  test('a business is answered at its certified address, and its office reads whose request it is', async () => {
    const business = { name: 'Bagni Fiume', vat: '00743110157', pec: 'fiume@pec.example.it' };
    const author = { name: 'Ada Neri', email: 'ada@example.it', phone: null, business };
    const { id } = await reported(here, { keyId: db.keys.current, author });
    await followMail(db, [here, there]);
    const mine = (await mailsOfTown(db, here.id)).filter((row) => row.request_id === id);
    for (const row of mine) await send(row.id);
    expect(smtp.taken.map(({ envelopeTo }) => envelopeTo)).toEqual([
      ['fiume@pec.example.it'],
      ['strade@town-1.example.it'],
    ]);
    expect(smtp.taken[1]?.text).toContain('Impresa o ente: Bagni Fiume');
    expect(smtp.taken[1]?.text).not.toMatch(/Ada Neri|00743110157/);
  });

  test('what follows stands in one conversation with the confirmation', async () => {
    const { id, mail } = await aRequest();
    await send(mail);
    await perform(here.door, here.people.operator, null, takeInCharge, { request: id, version: 1 });
    await followMail(db, [here, there]);
    const next = (await mailsOfTown(db, here.id)).find((row) => row.request_id === id && row.template === 'taken');
    await send(next?.id as MailId);
    const [first, second] = smtp.taken;
    expect(second).toMatchObject({ inReplyTo: first?.messageId, references: [first?.messageId] });
    expect(second?.messageId).not.toBe(first?.messageId);
    expect(second?.text).toContain('Anna Strada ha preso in carico');
  });

  test('a name or an address with line breaks, commas or headers in it reaches one address at most', async () => {
    const hostile = [
      { name: 'Maria\r\nBcc: spy@evil.example\r\n', email: 'maria@example.it' },
      { name: 'Maria <spy@evil.example>, "Rossi', email: 'maria@example.it' },
      { name: 'Maria', email: 'maria@example.it, spy@evil.example' },
      { name: 'Maria', email: 'maria@example.it\r\nRCPT TO:<spy@evil.example>' },
    ];
    for (const { name, email } of hostile) {
      smtp.taken.length = 0;
      await reported(here, { keyId: db.keys.current, author: { name, email, phone: null } });
      await followMail(db, [here, there]);
      const mine = (await mailsOfTown(db, here.id)).filter(({ recipient }) => recipient === 'citizen').at(-1);
      await send(mine?.id as MailId);
      const reached = smtp.taken.flatMap(({ envelopeTo }) => envelopeTo);
      expect(reached).not.toContain('spy@evil.example');
      expect(reached.length).toBeLessThanOrEqual(1);
      expect(smtp.taken.flatMap(({ headers }) => Object.keys(headers))).not.toContain('bcc');
    }
  });

  test('a mail that was sent is not sent again, and two workers at once send one', async () => {
    const { mail } = await aRequest();
    await Promise.all([send(mail), send(mail), send(mail)]);
    await send(mail);
    expect(smtp.taken).toHaveLength(1);
    expect(await stateOf(db, here.id, mail)).toMatchObject({ state: 'sent' });
  });

  test('a refused mail keeps the server’s words without the address, and goes when the desk sends it again', async () => {
    const { id, mail } = await aRequest();
    await smtp.become('refuse');
    await send(mail);
    expect(await stateOf(db, here.id, mail)).toMatchObject({
      state: 'refused',
      answer: expect.stringMatching(/^550 5\.1\.1 <…@…>: no such user here$/) as string,
    });
    await send(mail);
    expect((await stateOf(db, here.id, mail)).attempts).toBe(1);

    const again = { request: id, mail };
    expect(await perform(here.door, here.people.operator, null, resendMail, again)).toMatchObject({
      reason: 'not-allowed',
    });
    expect(await perform(there.door, there.people['front-desk'], null, resendMail, again)).toMatchObject({
      reason: 'not-allowed',
    });
    const desk = here.people['front-desk'];
    expect(await perform(here.door, desk, null, resendMail, again)).toEqual({ ok: true });
    expect(await perform(here.door, desk, null, resendMail, again)).toMatchObject({ reason: 'not-refused' });
    await followMail(db, [here, there]);
    expect((await queuedJobs(db)).map(({ key }) => key)).toContain(mail);
    await smtp.become('accept');
    await send(mail);
    expect(await stateOf(db, here.id, mail)).toMatchObject({ state: 'sent', attempts: 1 });
    expect(smtp.taken).toHaveLength(1);
  });

  test('a server that puts us off is asked again later and later, then the mail goes', async () => {
    const { mail } = await aRequest();
    await smtp.become('later');
    const now = systemClock();
    await send(mail, { now });
    await send(mail, { now });
    const put = await stateOf(db, here.id, mail);
    expect(put).toMatchObject({ state: 'waiting', attempts: 2, answer: '451 4.3.0 come back later' });
    expect(put.next_at.toString()).toBe(now.add({ minutes: 5 }).toString());
    expect((await queuedJobs(db)).find(({ key }) => key === mail)?.runAt.toString()).toBe(put.next_at.toString());
    await smtp.become('accept');
    await send(mail);
    expect(await stateOf(db, here.id, mail)).toMatchObject({ state: 'sent', attempts: 3 });
  });

  test('after two days of trying it counts as refused', async () => {
    const { mail } = await aRequest();
    await db.owner.updateTable('mail').set({ attempts: 11 }).where('id', '=', mail).execute();
    await smtp.become('later');
    await send(mail);
    expect(await stateOf(db, here.id, mail)).toMatchObject({ state: 'refused', attempts: 12 });
  });

  test('a server that hangs is given up on, and the copy has the same Message-ID', async () => {
    const { mail } = await aRequest();
    await smtp.become('hang');
    const started = performance.now();
    await send(mail);
    expect(performance.now() - started).toBeLessThan(quick.total + 1000);
    expect(await stateOf(db, here.id, mail)).toMatchObject({ state: 'waiting', answer: 'no-answer' });
    await smtp.become('accept');
    await send(mail);
    expect(smtp.taken).toHaveLength(2);
    expect(new Set(smtp.taken.map(({ messageId }) => messageId)).size).toBe(1);
  });

  test('a server that dies after taking it gets a copy with the same Message-ID, by its own attempt and not at once', async () => {
    const { mail } = await aRequest();
    await smtp.become('drop');
    await send(mail);
    expect(smtp.taken).toHaveLength(1);
    expect(await stateOf(db, here.id, mail)).toMatchObject({ state: 'waiting', attempts: 1 });
    await smtp.become('accept');
    await send(mail);
    expect(smtp.taken.map(({ messageId }) => messageId)).toEqual([
      `<${mail}@town-1.localhost>`,
      `<${mail}@town-1.localhost>`,
    ]);
  });

  test('nobody listening is not a refusal', async () => {
    const { mail } = await aRequest();
    const nowhere = openMailer('smtp://127.0.0.1:9', quick);
    await send(mail, { mailer: nowhere });
    nowhere.close();
    expect(await stateOf(db, here.id, mail)).toMatchObject({ state: 'waiting', attempts: 1, answer: 'no-connection' });
  });

  test('a worker that is stopped gives the mail back instead of waiting for a server that hangs', async () => {
    const { mail } = await aRequest();
    await smtp.become('hang');
    const stop = new AbortController();
    const slow = openMailer(smtp.url, { ...quick, silence: 20_000, total: 20_000 });
    const sending = send(mail, { mailer: slow, signal: stop.signal });
    await smtp.hasTaken(1);
    stop.abort();
    await sending;
    slow.close();
    expect(await stateOf(db, here.id, mail)).toMatchObject({ state: 'waiting' });
  });

  test('a worker killed between the server’s 250 and its commit leaves a row that goes again, with the same Message-ID', async () => {
    const { mail } = await aRequest();
    const worker = fork(new URL('../../../../test/mail-sender-process.ts', import.meta.url), {
      stdio: 'inherit',
      execArgv: [],
    });
    const order: Order = {
      municipality: here.id,
      mail,
      databaseUrl: db.urls.worker,
      smtpUrl: smtp.url,
      keyId: db.keys.current,
      key: testKey.toString('hex'),
    };
    worker.send(order);
    const [delivery] = (await once(worker, 'message')) as [{ kind: string }];
    expect(delivery.kind).toBe('sent');
    expect((await stateOf(db, here.id, mail)).state).toBe('sending');
    await send(mail); // the killed one's lock still holds: a second worker passes by
    expect(smtp.taken).toHaveLength(1);
    worker.kill('SIGKILL');
    await once(worker, 'exit');
    await expect
      .poll(async () => {
        await send(mail);
        return (await stateOf(db, here.id, mail)).state;
      })
      .toBe('sent');
    expect(smtp.taken).toHaveLength(2);
    expect(new Set(smtp.taken.map(({ messageId }) => messageId)).size).toBe(1);
  });
});

describe('without a server', () => {
  test('mail waits, and goes once there is one', async () => {
    const { mail } = await aRequest();
    await send(mail, { mailer: null });
    expect(await stateOf(db, here.id, mail)).toMatchObject({ state: 'waiting', attempts: 0 });
    const later = systemClock().add({ minutes: 3 });
    await sql`delete from graphile_worker._private_jobs`.execute(db.worker);
    await sweepMail(db.worker, { hasServer: false, now: later });
    expect((await queuedJobs(db)).map(({ key }) => key)).not.toContain(mail);
    await sweepMail(db.worker, { hasServer: true, now: later });
    expect((await queuedJobs(db)).map(({ key }) => key)).toContain(mail);
    expect((await mailHealth(db.web, later)).waiting).toBeGreaterThan(0);
  });
});

describe('who works on a request', () => {
  test('sees its mails and the server’s words; another office, a citizen and the other municipality see none', async () => {
    const { id, reference, mail } = await aRequest();
    await smtp.become('refuse');
    await send(mail);
    const subject = { municipality: here.id, id, office: here.offices.roads, sector: here.sectors.roads };
    const seen = await readMailOf(db.web, here.people.operator, subject);
    expect(seen).toMatchObject([
      {
        id: mail,
        to: 'Maria Rossi',
        state: 'refused',
        subject: `Ricevuta: Buca davanti al passaggio pedonale (${reference})`,
      },
      { to: 'Strade', state: 'waiting', answer: null },
    ]);
    expect(seen[0]?.answer).toContain('no such user here');
    expect(await readMailOf(db.web, here.gardener, subject)).toEqual([]);
    expect(await readMailOf(db.web, there.people['front-desk'], subject)).toEqual([]);
    expect(await readMailOf(db.web, { ...here.citizen, request: id }, subject)).toEqual([]);
    expect((await mailHealth(db.web, systemClock())).refusedLastDay).toBeGreaterThan(0);
  });
});

describe('in a practice municipality', () => {
  test('mail is kept inside and read at /posta, written as it would have been sent', async () => {
    const practice = await buildTown(db.web, 3, { practice: true });
    const { reference } = await reported(practice, { keyId: db.keys.current });
    await followMail(db, [practice]);
    const municipality = await readMunicipality(db.web, practice.id);
    for (const { id } of await mailsOfTown(db, practice.id)) {
      await sendMail(
        {
          database: db.worker,
          keys: db.keys,
          mailer,
          replies: 'unread',
          now: systemClock(),
          signal: new AbortController().signal,
        },
        { municipality: practice.id, mail: id },
      );
    }
    expect(smtp.taken).toEqual([]);
    const list = await listPracticeMail(db.web, municipality, null);
    expect(list?.mails.map(({ to }) => to.address).sort()).toEqual([
      'maria.rossi@example.it',
      'strade@town-3.example.it',
    ]);
    const mine = list?.mails.find(({ to }) => to.name === 'Maria Rossi');
    const read = await readPracticeMail(db.web, db.keys, municipality, mine?.id as MailId);
    expect(read?.text).toContain('*** PROVA ***');
    expect(read?.html).toContain(reference);

    const real = await readMunicipality(db.web, here.id);
    expect(await listPracticeMail(db.web, real, null)).toBeNull();
    expect(await readPracticeMail(db.web, db.keys, real, mine?.id as MailId)).toBeNull();
  });
});
