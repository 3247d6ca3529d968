import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { RequestId, WatchId } from '#lib/kernel/ids.ts';
import { parseReference } from '#lib/kernel/reference.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { systemClock } from '#lib/kernel/server/system-clock.ts';
import { readMunicipality } from '#lib/municipalities/server/read-municipality.ts';
import { decideWording } from '#lib/publication/server/decide-wording.ts';
import { projectPublic } from '#lib/publication/server/project-public.ts';
import { closeRequest } from '#lib/requests/server/close-request.ts';
import { planInspection } from '#lib/requests/server/plan-inspection.ts';
import { readRequest } from '#lib/requests/server/read-request.ts';
import { reopenRequest } from '#lib/requests/server/reopen-request.ts';
import { takeInCharge } from '#lib/requests/server/take-in-charge.ts';
import { withdrawRequest } from '#lib/requests/server/withdraw-request.ts';
import { sendMessage } from '#lib/requests/server/write-on-request.ts';
import { givePositions } from '#lib/trail/server/give-positions.ts';
import { askToWatch } from '#lib/watching/server/ask-to-watch.ts';
import { confirmWatch, endWatch } from '#lib/watching/server/decide-watch.ts';
import { followMail, mailsOfTown, makeQueue, queuedJobs } from '#test/mail-queue.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { buildTown, buildTwoTowns, reported, type Town } from '#test/town.ts';
import { composeMail } from './compose-mail.ts';
import { mailFollower } from './mail-follower.ts';
import { mailRowColumns, toMailRow } from './mail-row.ts';
import { listPracticeMail, readPracticeMail } from './practice-mail.ts';
import { readMailOf } from './read-mail-of.ts';
import { sendMail } from './send-mail.ts';

let db: TestDatabase;
let here: Town;
let there: Town;

beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  await makeQueue(db);
  [here, there] = await buildTwoTowns(db.web);
});
afterAll(() => db.close());

beforeEach(async () => {
  await followMail(db, [here, there]);
  await db.owner.deleteFrom('mail').execute();
});

const title = 'Buca davanti al passaggio pedonale';

/** A request that everybody may see, as the publication's follower leaves it. */
async function made(town = here): Promise<{ id: RequestId; reference: string }> {
  const request = await reported(town);
  await db.worker.transaction().execute((tx) => projectPublic(tx, town.id, [request.id]));
  return request;
}

async function ask({ id, reference: written }: { id: RequestId; reference: string }, email: string, town = here) {
  const reference = parseReference(written);
  if (!reference) throw new Error('no reference');
  const visitor = { kind: 'citizen', municipality: town.id, name: '', request: null } as const;
  const input = { reference, email, language: 'it', keyId: db.keys.current } as const;
  expect(await perform(town.door, visitor, null, askToWatch, input)).toEqual({ ok: true });
  const row = await db.owner
    .selectFrom('watch')
    .select('id')
    .where('municipality_id', '=', town.id)
    .where('request_id', '=', id)
    .where('email', '=', email)
    .executeTakeFirstOrThrow();
  return row.id;
}

async function watching(request: { id: RequestId; reference: string }, email: string, town = here): Promise<WatchId> {
  const watch = await ask(request, email, town);
  const actor = { kind: 'citizen', municipality: town.id, name: '', request: null, watch } as const;
  expect(await perform(town.door, actor, null, confirmWatch, { watch })).toEqual({ ok: true });
  await followMail(db, [here, there]);
  await db.owner.deleteFrom('mail').execute();
  return watch;
}

async function toWatchers(town = here) {
  await followMail(db, [here, there]);
  const municipality = await readMunicipality(db.worker, town.id);
  const rows = await db.owner
    .selectFrom('mail')
    .select(mailRowColumns)
    .where('municipality_id', '=', town.id)
    .where('recipient', '=', 'watcher')
    .orderBy('queued_at')
    .orderBy('id')
    .execute();
  return Promise.all(
    rows.map(async (row) => {
      const composed = await composeMail(db.worker, db.keys, municipality, toMailRow(row), { replies: 'tagged' });
      return { ...composed, template: row.template, to: composed?.to.address ?? null };
    }),
  );
}

const staff = () => here.people.operator;
const take = (request: RequestId) => perform(here.door, staff(), null, takeInCharge, { request, version: 1 });
const versionOf = async (request: RequestId) => (await readRequest(db.web, staff(), request))?.version ?? 0;
async function close(request: RequestId) {
  const version = await versionOf(request);
  const text = 'Riempita da Mario Bianchi.';
  return perform(here.door, staff(), null, closeRequest, { request, version, outcome: 'solved', text, endSteps: [] });
}
const withdraw = async (request: RequestId) =>
  perform(here.door, { ...here.citizen, request }, null, withdrawRequest, {
    request,
    version: await versionOf(request),
    reason: null,
  });
const decide = (request: RequestId, version: number, decision: 'shown' | 'hidden') =>
  perform(here.door, here.people['front-desk'], null, decideWording, {
    request,
    version,
    decision,
    wording: { title: 'Buca', body: 'Una buca.', place: 'Via Aurelia' },
  });

describe('who asks to watch', () => {
  test('is asked back by one mail, without any word that somebody wrote', async () => {
    const request = await made();
    await ask(request, 'luca@example.it');
    const mails = await toWatchers();
    expect(mails).toMatchObject([{ template: 'watch-asked', to: 'luca@example.it', replyTo: null }]);
    const [{ text = '', subject = '' } = {}] = mails;
    expect(subject).toContain(request.reference);
    expect(text).toMatch(/http:\/\/town-1\.localhost:3000\/segui\/link\/seguita\/\S+/);
    expect(text).toContain('Via Aurelia');
    for (const secret of [title, 'Maria Rossi', '418', 'maria.rossi@example.it', '/segui/accesso/'])
      expect(`${subject} ${text}`, secret).not.toContain(secret);
    const keys = (await queuedJobs(db)).map(({ key }) => key);
    expect(keys).toEqual(expect.arrayContaining((await mailsOfTown(db, here.id)).map(({ id }) => id)));
  });

  test('is told that they watch already by the same way', async () => {
    const request = await made();
    await watching(request, 'luca@example.it');
    await ask(request, 'luca@example.it');
    const mails = await toWatchers();
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain('la segui già');
    expect(mails[0]?.text).toContain('Smetti di seguirla');
  });

  test('hears nothing of what happens before they have said yes', async () => {
    const request = await made();
    await ask(request, 'luca@example.it');
    await take(request.id);
    expect((await toWatchers()).map(({ template }) => template)).toEqual(['watch-asked']);
  });
});

describe('each step that everybody may see', () => {
  test('is told once to each who watches, and says nothing that is private', async () => {
    const request = await made();
    await watching(request, 'luca@example.it');
    await watching(request, 'anna@example.it');
    await take(request.id);
    await perform(here.door, staff(), null, sendMessage, { request: request.id, text: 'Signora Rossi, buongiorno' });
    const tomorrow = systemClock().toZonedDateTimeISO('Europe/Rome').toPlainDate().add({ days: 1 }).toString();
    const plan = { date: tomorrow, time: '09:30', note: 'Suoniamo al 418' };
    await perform(here.door, staff(), null, planInspection, {
      request: request.id,
      version: await versionOf(request.id),
      ...plan,
    });
    const mails = await toWatchers();
    expect(mails.map(({ template, to }) => `${template} ${to ?? ''}`).toSorted()).toEqual([
      'watch-inspection anna@example.it',
      'watch-inspection luca@example.it',
      'watch-taken anna@example.it',
      'watch-taken luca@example.it',
    ]);
    for (const { text = '', html = '', subject = '' } of mails) {
      expect(text).toContain('Smetti di seguirla');
      expect(text).toContain(`/segnalazioni/${request.reference}`);
      for (const secret of [title, 'Maria', 'Rossi', 'Anna Strada', '418', '09:30', '/segui/accesso/', 'Password'])
        expect(`${subject} ${text} ${html}`, secret).not.toContain(secret);
    }
    // None of them is the desk's to see or to send again.
    const subject = (await readRequest(db.web, staff(), request.id))?.subject;
    if (!subject) throw new Error('none');
    expect((await readMailOf(db.web, staff(), subject)).map(({ recipient }) => recipient)).not.toContain('watcher');
  });

  test('is told of the closing with its public outcome, and again only if it is reopened', async () => {
    const request = await made();
    await watching(request, 'luca@example.it');
    await decide(request.id, 0, 'shown');
    await take(request.id);
    await close(request.id);
    const closing = (await toWatchers()).at(-1);
    expect(closing).toMatchObject({ template: 'watch-closed', to: 'luca@example.it' });
    expect(closing?.subject).toBe(`Risolta: segnalazione ${request.reference}`);
    expect(closing?.text).toContain('Buca\nVia Aurelia, Capoluogo');
    expect(closing?.text).not.toContain('Mario Bianchi');
    await perform(here.door, staff(), null, reopenRequest, {
      request: request.id,
      version: await versionOf(request.id),
      reason: 'Si è riaperta',
    });
    expect((await toWatchers()).at(-1)).toMatchObject({ template: 'watch-reopened' });
  });

  test('goes to nobody of another municipality', async () => {
    const [mine, theirs] = [await made(), await made(there)];
    await watching(mine, 'luca@example.it');
    await watching(theirs, 'luca@example.it', there);
    await take(mine.id);
    expect(await toWatchers()).toHaveLength(1);
    expect(await toWatchers(there)).toEqual([]);
  });

  test('is told once also when a worker dies between writing and moving on', async () => {
    const request = await made();
    await watching(request, 'luca@example.it');
    await take(request.id);
    while ((await givePositions(db.worker, here.id, [mailFollower.name])) !== 0);
    const [entry] = await db.owner
      .selectFrom('trail_entry')
      .select(['id', 'act_id', 'at'])
      .where('municipality_id', '=', here.id)
      .where('request_id', '=', request.id)
      .where('kind', '=', 'request-taken')
      .execute();
    if (!entry) throw new Error('no entry');
    const digest = () =>
      db.worker.transaction().execute((tx) =>
        mailFollower.digest(tx, here.id, [
          {
            position: 1,
            id: entry.id,
            act: entry.act_id,
            kind: 'request-taken',
            request: request.id,
            subject: null,
            visibility: 'citizen',
            at: entry.at,
            origin: 'live',
          },
        ]),
      );
    await digest();
    await digest();
    expect(await toWatchers()).toHaveLength(1);
  });
});

describe('while a request is not public', () => {
  test('nothing is told, nor later what happened meanwhile; what waited is not sent', async () => {
    const request = await made();
    await watching(request, 'luca@example.it');
    await decide(request.id, 0, 'hidden');
    await take(request.id);
    expect(await toWatchers()).toEqual([]);
    await decide(request.id, 1, 'shown');
    expect(await toWatchers()).toEqual([]);
    await close(request.id);
    await followMail(db, [here, there]);
    await decide(request.id, 2, 'hidden');
    expect(await toWatchers()).toMatchObject([{ template: 'watch-closed', to: null }]);
  });

  test('a withdrawal before anybody looked is told to nobody; after that, that it was withdrawn', async () => {
    const [unseen, seen] = [await made(), await made()];
    await watching(unseen, 'luca@example.it');
    await watching(seen, 'luca@example.it');
    await decide(seen.id, 0, 'shown');
    await withdraw(unseen.id);
    await withdraw(seen.id);
    const mails = await toWatchers();
    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject).toBe(`Ritirata: segnalazione ${seen.reference}`);
  });
});

test('who has ended it gets nothing, not even what already waited', async () => {
  const request = await made();
  const watch = await watching(request, 'luca@example.it');
  await take(request.id);
  expect(await toWatchers()).toMatchObject([{ to: 'luca@example.it' }]);
  const actor = { kind: 'citizen', municipality: here.id, name: '', request: null, watch } as const;
  await perform(here.door, actor, null, endWatch, { watch });
  expect(await toWatchers()).toMatchObject([{ template: 'watch-taken', to: null }]);
  await close(request.id);
  expect(await toWatchers()).toHaveLength(1);
  const [waiting] = (await mailsOfTown(db, here.id)).filter(({ recipient }) => recipient === 'watcher');
  if (!waiting) throw new Error('none waits');
  const mailer = { deliver: () => Promise.reject(new Error('nothing may leave')), close: () => undefined };
  const parts = { database: db.worker, keys: db.keys, mailer, replies: 'unread', now: systemClock() } as const;
  await sendMail({ ...parts, signal: new AbortController().signal }, { municipality: here.id, mail: waiting.id });
  const [settled] = (await mailsOfTown(db, here.id)).filter(({ id }) => id === waiting.id);
  expect(settled).toMatchObject({ state: 'refused', answer: 'no-address' });
});

test('in a practice municipality it is read at /posta, and never says what is not public', async () => {
  const practice = await buildTown(db.web, 3, { practice: true });
  const request = await made(practice);
  await ask(request, 'luca@example.it', practice);
  await followMail(db, [practice]);
  const municipality = await readMunicipality(db.web, practice.id);
  const list = await listPracticeMail(db.web, municipality, null);
  const mail = list?.mails.find(({ to }) => to.address === 'luca@example.it');
  expect(mail?.subject).toBe(`Vuoi seguire la segnalazione ${request.reference}?`);
  if (!mail) throw new Error('not there');
  expect((await readPracticeMail(db.web, db.keys, municipality, mail.id))?.text).toContain('/segui/link/seguita/');
});
