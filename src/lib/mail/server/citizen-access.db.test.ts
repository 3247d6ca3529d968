import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { Actor } from '#lib/kernel/actor.ts';
import type { RequestId } from '#lib/kernel/ids.ts';
import { parseReference, type Reference } from '#lib/kernel/reference.ts';
import { newFormKey } from '#lib/kernel/server/form-key.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import type { LinkPurpose } from '#lib/kernel/server/secrets.ts';
import { passwordOf, tokenOf } from '#lib/kernel/server/secrets.ts';
import { systemClock } from '#lib/kernel/server/system-clock.ts';
import { readMunicipality } from '#lib/municipalities/server/read-municipality.ts';
import { noticeChoices } from '#lib/requests/access.ts';
import { linkNames, readTimedLink, type TimedLink } from '#lib/requests/link-token.ts';
import { askPassword } from '#lib/requests/server/ask-password.ts';
import { askAddressChange, confirmAddress, dropAddressChange } from '#lib/requests/server/change-address.ts';
import { chooseNotices } from '#lib/requests/server/choose-notices.ts';
import { closeRequest } from '#lib/requests/server/close-request.ts';
import { doInspection } from '#lib/requests/server/end-inspection.ts';
import { eraseRequest } from '#lib/requests/server/erase-request.ts';
import { findByAddress } from '#lib/requests/server/find-by-address.ts';
import { openByLink } from '#lib/requests/server/open-by-link.ts';
import {
  openByLastToken,
  openByPassword,
  openByToken,
  secretOf,
  type CitizenActor,
} from '#lib/requests/server/open-by-secret.ts';
import { correctAddress, handOutPassword } from '#lib/requests/server/help-with-access.ts';
import { planInspection } from '#lib/requests/server/plan-inspection.ts';
import { readRequest } from '#lib/requests/server/read-request.ts';
import { readTimeline } from '#lib/requests/server/read-timeline.ts';
import { refuseAddress } from '#lib/requests/server/refuse-address.ts';
import { renewPassword } from '#lib/requests/server/renew-password.ts';
import { takeInCharge } from '#lib/requests/server/take-in-charge.ts';
import { sendMessage } from '#lib/requests/server/write-on-request.ts';
import { followMail, mailsOfTown, makeQueue } from '#test/mail-queue.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { buildTwoTowns, reported, type Town } from '#test/town.ts';
import { composeMail } from './compose-mail.ts';
import { listOwnMail } from './list-own-mail.ts';
import { mailRowColumns, toMailRow } from './mail-row.ts';

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

type Mine = { id: RequestId; reference: Reference; citizen: CitizenActor };

async function mine(town: Town = here, email: string | null = 'maria.rossi@example.it'): Promise<Mine> {
  const author = { name: 'Maria Rossi', email, phone: '0586 1' };
  const { id, reference } = await reported(town, { keyId: db.keys.current, author });
  const read = parseReference(reference);
  if (!read) throw new Error('no reference');
  return { id, reference: read, citizen: { kind: 'citizen', municipality: town.id, name: 'Maria Rossi', request: id } };
}

async function secret(id: RequestId, town: Town = here) {
  const of = await secretOf(db.web, town.id, id);
  if (!of) throw new Error('no request');
  return of;
}

const staff = async (id: RequestId) => {
  const request = await readRequest(db.web, here.people.operator, id);
  if (!request) throw new Error('no request');
  return request;
};

/** The mails about a request, written as they are sent: to whom, which, and the link in it that asks for something. */
async function letters(id: RequestId, town: Town = here) {
  await followMail(db, [here, there]);
  const municipality = await readMunicipality(db.worker, town.id);
  const rows = await db.owner
    .selectFrom('mail')
    .select(mailRowColumns)
    .where('municipality_id', '=', town.id)
    .where('request_id', '=', id)
    .orderBy('queued_at')
    .orderBy('recipient')
    .execute();
  return Promise.all(
    rows.map(async (row) => {
      const composed = await composeMail(db.worker, db.keys, municipality, toMailRow(row), { replies: 'unread' });
      return { template: row.template, to: composed?.to.address ?? null, text: composed?.text ?? '' };
    }),
  );
}

/** The link of that name in a mail. */
function linkIn(text: string, purpose: LinkPurpose): TimedLink {
  const found = new RegExp(`/segui/link/${linkNames[purpose]}/(\\S+)`).exec(text)?.[1];
  const link = found ? readTimedLink(found) : null;
  if (!link) throw new Error(`no link ${purpose}`);
  return link;
}

async function linkOfLast(id: RequestId, template: string, purpose: LinkPurpose): Promise<TimedLink> {
  const mail = (await letters(id)).filter((letter) => letter.template === template).at(-1);
  return linkIn(mail?.text ?? '', purpose);
}

const open = (purpose: LinkPurpose, link: TimedLink, { town = here, now = systemClock() } = {}) =>
  openByLink(db.web, db.keys, { municipality: town.id, purpose, link, now });

describe('a renewed password', () => {
  test('opens, and the old one, its link and its cookie stop; the new one comes by mail', async () => {
    const { id, reference, citizen } = await mine();
    const before = await secret(id);
    const renewed = await perform(here.door, citizen, null, renewPassword, { request: id, generation: 1 });
    expect(renewed).toEqual({ ok: true, generation: 2 });
    const after = await secret(id);
    const [oldWord, newWord] = [passwordOf(db.keys, before), passwordOf(db.keys, after)];
    expect(oldWord).not.toBe(newWord);
    expect(await openByPassword(db.web, db.keys, here.id, reference, oldWord)).toBeNull();
    expect(await openByPassword(db.web, db.keys, here.id, reference, newWord)).toMatchObject({ request: id });
    expect(await openByToken(db.web, db.keys, here.id, reference, tokenOf(db.keys, before))).toBeNull();
    expect(await openByLastToken(db.web, db.keys, here.id, reference, tokenOf(db.keys, before))).toMatchObject({
      request: id,
    });
    expect(await openByLastToken(db.web, db.keys, here.id, reference, tokenOf(db.keys, after))).toBeNull();
    const mail = (await letters(id)).find(({ template }) => template === 'password-renewed');
    expect(mail?.to).toBe('maria.rossi@example.it');
    expect(mail?.text).toContain(newWord);
    expect(mail?.text).not.toContain(oldWord);
  });

  test('is one for two who renew at once, and one for a form that is sent twice', async () => {
    const { id, citizen } = await mine();
    const renew = (held = null as Parameters<typeof perform>[2]) =>
      perform(here.door, citizen, held, renewPassword, { request: id, generation: 1 });
    const answers = await Promise.all([renew(), renew()]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ reason: 'changed-meanwhile' });
    const held = { key: newFormKey(), holder: Buffer.alloc(32) };
    const again = () => perform(here.door, citizen, held, renewPassword, { request: id, generation: 2 });
    expect(await again()).toEqual(await again());
    expect((await secret(id)).generation).toBe(3);
  });

  test('is nobody else’s: not the staff’s, not another request’s, not another municipality’s', async () => {
    const { id } = await mine();
    const other = await mine();
    const stranger = await mine(there);
    const input = { request: id, generation: 1 };
    for (const actor of [here.people.administrator, other.citizen, here.citizen])
      expect(await perform(here.door, actor, null, renewPassword, input)).toMatchObject({ reason: 'not-allowed' });
    expect(await perform(there.door, stranger.citizen, null, renewPassword, input)).toMatchObject({
      reason: 'not-allowed',
    });
    const foreign = { ...stranger.citizen, request: id };
    expect(await perform(there.door, foreign, null, renewPassword, input)).toMatchObject({ reason: 'not-allowed' });
    expect((await secret(id)).generation).toBe(1);
  });
});

describe('a lost password', () => {
  test('is asked for with number and known address only, of whichever case', async () => {
    const { reference } = await mine();
    const find = (address: string, town = here) => findByAddress(db.web, town.id, reference, address);
    expect(await find('MARIA.rossi@example.it')).not.toBeNull();
    expect(await find('maria.rossi@example.com')).toBeNull();
    expect(await find('')).toBeNull();
    expect(
      await findByAddress(db.web, there.id, { ...reference, number: 99_999 }, 'maria.rossi@example.it'),
    ).toBeNull();
  });

  test('brings a link to the known address that renews it once, within a day', async () => {
    const { id, citizen } = await mine();
    expect(await perform(here.door, citizen, null, askPassword, { request: id })).toEqual({ ok: true });
    const mail = (await letters(id)).find(({ template }) => template === 'new-password');
    expect(mail?.to).toBe('maria.rossi@example.it');
    expect(mail?.text).not.toContain(passwordOf(db.keys, await secret(id)));
    const link = linkIn(mail?.text ?? '', 'new-password');
    const linked = await open('new-password', link);
    expect(linked).toMatchObject({ generation: 1, spent: false });
    expect(await open('new-password', link, { now: systemClock().add({ hours: 25 }) })).toBeNull();
    expect(await open('new-password', link, { town: there })).toBeNull();
    expect(await open('not-me', link)).toBeNull();
    expect(await open('new-password', { ...link, until: link.until.add({ hours: 1 }) })).toBeNull();
    if (!linked) throw new Error('not open');
    const renew = () => perform(here.door, linked.actor, null, renewPassword, { request: id, generation: 1 });
    expect(await renew()).toMatchObject({ ok: true });
    expect(await open('new-password', link)).toMatchObject({ spent: true, generation: 1 });
    expect(await renew()).toMatchObject({ reason: 'changed-meanwhile' });
  });

  test('goes nowhere without an address', async () => {
    const { id, citizen } = await mine(here, null);
    expect(await perform(here.door, citizen, null, askPassword, { request: id })).toMatchObject({
      reason: 'no-address',
    });
  });
});

describe('«Non sono io»', () => {
  test('said by two at once ends password and address once, tells the office, and goes on answering "done"', async () => {
    const { id, reference } = await mine();
    const word = passwordOf(db.keys, await secret(id));
    const [confirmation] = await letters(id);
    const link = linkIn(confirmation?.text ?? '', 'not-me');
    const linked = await open('not-me', link);
    if (!linked) throw new Error('not open');
    const say = () => perform(here.door, linked.actor, null, refuseAddress, { request: id, address: linked.address });
    expect(await Promise.all([say(), say()])).toEqual([{ ok: true }, { ok: true }]);
    expect((await secret(id)).generation).toBe(2);
    expect(await openByPassword(db.web, db.keys, here.id, reference, word)).toBeNull();
    expect(await open('not-me', link)).toMatchObject({ spent: true });

    const request = await staff(id);
    expect(request.addressRefusedAt).not.toBeNull();
    const kinds = (await readTimeline(db.web, here.id, id, 'staff')).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'address-refused')).toHaveLength(1);

    await perform(here.door, here.people.operator, null, takeInCharge, { request: id, version: request.version });
    const after = await letters(id);
    expect(after.map(({ template }) => template)).toEqual(['confirmation', 'office-notice', 'address-refused']);
    // What was still waiting has nobody to go to.
    expect(after.map(({ to }) => to)).toEqual([null, 'strade@town-1.example.it', 'strade@town-1.example.it']);
    expect(await perform(here.door, linked.actor, null, askPassword, { request: id })).toMatchObject({
      reason: 'no-address',
    });
  });

  test('is of one address: that of another one, of another town, or too old says nothing', async () => {
    const { id } = await mine();
    const link = await linkOfLast(id, 'confirmation', 'not-me');
    expect(await open('not-me', link, { town: there })).toBeNull();
    expect(await open('not-me', link, { now: systemClock().add({ hours: 24 * 91 }) })).toBeNull();
    const actor = { kind: 'citizen', municipality: here.id, name: '', request: id } as const;
    const wrong = { request: id, address: 'altro@example.it' };
    expect(await perform(here.door, actor, null, refuseAddress, wrong)).toMatchObject({ reason: 'changed-meanwhile' });
  });
});

describe('a change of address', () => {
  const wanted = 'maria@example.org';
  async function asked() {
    const request = await mine();
    const input = { request: request.id, address: wanted };
    expect(await perform(here.door, request.citizen, null, askAddressChange, input)).toEqual({ ok: true });
    const mails = await letters(request.id);
    const [old, fresh] = ['old-address', 'new-address'].map((name) => mails.find(({ template }) => template === name));
    return { ...request, old, fresh };
  }
  const confirm = (actor: CitizenActor, side: 'old' | 'new') =>
    perform(here.door, actor, null, confirmAddress, { request: actor.request, address: wanted, side });

  test('asks both, changes nothing until both have said yes, and then writes to the new one', async () => {
    const { id, citizen, old, fresh } = await asked();
    expect([old?.to, fresh?.to]).toEqual(['maria.rossi@example.it', wanted]);
    expect(old?.text).toContain(wanted);
    expect(fresh?.text).not.toMatch(/Maria|Buca|maria\.rossi/);
    const [toOld, toNew] = [linkIn(old?.text ?? '', 'old-address'), linkIn(fresh?.text ?? '', 'new-address')];
    expect(await open('old-address', toNew)).toBeNull();
    expect(await open('new-address', toNew)).toMatchObject({ address: wanted });

    expect(await confirm(citizen, 'new')).toEqual({ ok: true, done: false });
    expect(await confirm(citizen, 'new')).toEqual({ ok: true, done: false });
    expect((await staff(id)).author.email).toBe('maria.rossi@example.it');
    expect(await open('old-address', toOld)).toMatchObject({ address: wanted });
    expect(await confirm(citizen, 'old')).toEqual({ ok: true, done: true });
    expect(await staff(id)).toMatchObject({ author: { email: wanted }, newAddress: null });
    expect(await open('old-address', toOld)).toBeNull();

    const changed = (await letters(id)).find(({ template }) => template === 'address-changed');
    expect(changed?.to).toBe(wanted);
    expect(changed?.text).toContain(passwordOf(db.keys, await secret(id)));
    const kinds = (await readTimeline(db.web, here.id, id, 'staff')).map(({ kind }) => kind);
    expect(kinds.slice(1)).toEqual(['address-change-asked', 'address-confirmed', 'address-changed']);
  });

  test('that both confirm at once changes once', async () => {
    const { id, citizen } = await asked();
    const answers = await Promise.all([confirm(citizen, 'old'), confirm(citizen, 'new'), confirm(citizen, 'new')]);
    expect(answers.filter((answer) => answer.ok && answer.done)).toHaveLength(1);
    expect((await staff(id)).author.email).toBe(wanted);
    const kinds = (await readTimeline(db.web, here.id, id, 'staff')).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'address-changed')).toHaveLength(1);
  });

  test('refused by the old address, or a day old, or followed by a new password, is over', async () => {
    const refused = await asked();
    const link = linkIn(refused.fresh?.text ?? '', 'new-address');
    await perform(here.door, refused.citizen, null, dropAddressChange, { request: refused.id });
    expect(await confirm(refused.citizen, 'new')).toMatchObject({ reason: 'not-waiting' });
    expect(await open('new-address', link)).toBeNull();
    expect((await letters(refused.id)).find(({ template }) => template === 'new-address')?.to).toBeNull();

    const late = await asked();
    const tomorrow = { ...here.door, clock: () => systemClock().add({ hours: 25 }) };
    const input = { request: late.id, address: wanted, side: 'new' } as const;
    expect(await perform(tomorrow, late.citizen, null, confirmAddress, input)).toMatchObject({ reason: 'not-waiting' });

    const renewed = await asked();
    await perform(here.door, renewed.citizen, null, renewPassword, { request: renewed.id, generation: 1 });
    expect(await confirm(renewed.citizen, 'new')).toMatchObject({ reason: 'not-waiting' });
  });

  test('asked a second time stops the links of the first', async () => {
    const { id, citizen, fresh } = await asked();
    const first = linkIn(fresh?.text ?? '', 'new-address');
    const later = { ...here.door, clock: () => systemClock().add({ minutes: 1 }) };
    await perform(later, citizen, null, askAddressChange, { request: id, address: 'altra@example.org' });
    expect(await open('new-address', first)).toBeNull();
    expect(await confirm(citizen, 'new')).toMatchObject({ reason: 'not-waiting' });
  });

  test('needs only the new one where there is no old one, and no other than another', async () => {
    const { id, citizen } = await mine(here, null);
    await perform(here.door, citizen, null, askAddressChange, { request: id, address: wanted });
    expect((await letters(id)).map(({ template }) => template)).toContain('new-address');
    expect(await confirm(citizen, 'new')).toEqual({ ok: true, done: true });
    const same = { request: id, address: wanted.toUpperCase() };
    expect(await perform(here.door, citizen, null, askAddressChange, same)).toMatchObject({ reason: 'same-address' });
  });
});

describe('what the desk does for who wrote', () => {
  const desk = () => here.people['front-desk'];
  const correct = (id: RequestId, version: number, address: string, by: Actor = desk()) =>
    perform(here.door, by, null, correctAddress, { request: id, version, address });

  test('a corrected address gets the next password, and the mails to the wrong one stop opening anything', async () => {
    const { id, reference, citizen } = await mine(here, 'maria.rosi@example.it');
    await perform(here.door, citizen, null, refuseAddress, { request: id, address: 'maria.rosi@example.it' });
    const before = await secret(id);
    const { version } = await staff(id);
    expect(await correct(id, version, 'maria.rossi@example.it')).toEqual({ ok: true });
    expect(await staff(id)).toMatchObject({ addressRefusedAt: null, author: { email: 'maria.rossi@example.it' } });
    expect(await openByPassword(db.web, db.keys, here.id, reference, passwordOf(db.keys, before))).toBeNull();
    expect(await openByToken(db.web, db.keys, here.id, reference, tokenOf(db.keys, before))).toBeNull();
    const mail = (await letters(id)).find(({ template }) => template === 'address-changed');
    expect(mail?.to).toBe('maria.rossi@example.it');
    expect(mail?.text).toContain(passwordOf(db.keys, await secret(id)));
    const told = await readTimeline(db.web, here.id, id, 'citizen');
    expect(told.at(-1)).toMatchObject({ kind: 'address-changed', actor: { name: desk().name, level: 'front-desk' } });
    expect(await correct(id, version, 'altra@example.it')).toEqual({ ok: false, reason: 'changed-meanwhile' });
    expect(await correct(id, version + 1, 'MARIA.rossi@example.it')).toEqual({ ok: false, reason: 'same-address' });
  });

  test('a business stays one that is answered at its PEC, and who had no address gets one', async () => {
    const bare = await mine(here, null);
    expect(await correct(bare.id, (await staff(bare.id)).version, 'maria.rossi@example.it')).toEqual({ ok: true });
    expect((await letters(bare.id)).map(({ to }) => to)).toContain('maria.rossi@example.it');
    const business = { name: 'Bagni Nettuno', vat: '01234567897', pec: 'bagni@pec.example.it' };
    const author = { name: 'Maria Rossi', email: null, phone: null, business };
    const { id } = await reported(here, { keyId: db.keys.current, author });
    expect(await correct(id, (await staff(id)).version, 'nettuno@pec.example.it')).toEqual({ ok: true });
    expect((await staff(id)).author).toMatchObject({ email: null, business: { pec: 'nettuno@pec.example.it' } });
  });

  test('is the desk’s alone, of its municipality, and nobody’s once the request is erased', async () => {
    const { id, citizen } = await mine();
    const { version } = await staff(id);
    const handOut = (by: Actor) => perform(here.door, by, null, handOutPassword, { request: id, version });
    for (const by of [here.people.operator, here.people.head, here.people.mayor, citizen]) {
      expect(await handOut(by)).toEqual({ ok: false, reason: 'not-allowed' });
      expect(await correct(id, version, 'ladro@example.it', by)).toEqual({ ok: false, reason: 'not-allowed' });
    }
    const fromThere = { request: id, version };
    expect(await perform(there.door, there.people['front-desk'], null, handOutPassword, fromThere)).toEqual({
      ok: false,
      reason: 'not-allowed',
    });
    expect((await secret(id)).generation).toBe(1);
    expect(await Promise.all([handOut(desk()), handOut(desk())])).toEqual(
      expect.arrayContaining([
        { ok: true, generation: 2 },
        { ok: false, reason: 'changed-meanwhile' },
      ]),
    );
    const close = { request: id, outcome: 'declined', text: 'È di un privato.', endSteps: [] } as const;
    expect(
      await perform(here.door, here.people.operator, null, closeRequest, { ...close, version: version + 1 }),
    ).toMatchObject({ ok: true });
    const erase = { request: id, version: version + 2 };
    expect(await perform(here.door, here.people.administrator, null, eraseRequest, erase)).toMatchObject({ ok: true });
    expect(await correct(id, version + 3, 'maria.rossi@example.it')).toEqual({ ok: false, reason: 'wrong-state' });
  });
});

describe('the choice of mails', () => {
  test.each(noticeChoices)('«%s» is what the follower honours from then on', async (notices) => {
    const { id, citizen } = await mine();
    expect(await perform(here.door, citizen, null, chooseNotices, { request: id, notices })).toEqual({ ok: true });
    const operator = here.people.operator;
    const version = async () => (await staff(id)).version;
    await perform(here.door, operator, null, takeInCharge, { request: id, version: await version() });
    await perform(here.door, operator, null, sendMessage, { request: id, text: 'Buongiorno' });
    const date = systemClock().toZonedDateTimeISO('Europe/Rome').toPlainDate().add({ days: 1 }).toString();
    const plan = { request: id, version: await version(), date, time: null, note: null };
    const planned = await perform(here.door, operator, null, planInspection, plan);
    if (!planned.ok) throw new Error(planned.reason);
    const done = { request: id, step: planned.step, version: 1, findings: 'Visto', files: [], holder: '' };
    expect(await perform(here.door, operator, null, doInspection, done)).toMatchObject({ ok: true });
    const close = { request: id, version: await version(), outcome: 'solved', text: 'Fatto', endSteps: [] } as const;
    expect(await perform(here.door, operator, null, closeRequest, close)).toEqual({ ok: true });

    await followMail(db, [here, there]);
    const got = (await mailsOfTown(db, here.id))
      .filter(({ recipient, request_id }) => recipient === 'citizen' && request_id === id)
      .map(({ template }) => template);
    const expected = {
      all: ['confirmation', 'taken', 'message', 'inspection-planned', 'inspection-done', 'closing'],
      important: ['confirmation', 'message', 'inspection-planned', 'closing'],
      end: ['confirmation', 'closing'],
    };
    expect(got).toEqual(expected[notices]);
  });
});

test('the mails of a request are listed for its citizen alone', async () => {
  const { id, citizen } = await mine();
  await followMail(db, [here, there]);
  const request = await staff(id);
  const [sent, ...more] = await listOwnMail(db.web, citizen, request);
  expect(sent?.subject).toContain('Ricevuta: Buca');
  expect(more).toEqual([]);
  const stranger = await mine(there);
  for (const actor of [stranger.citizen, here.people.administrator, { ...stranger.citizen, request: id }])
    expect(await listOwnMail(db.web, actor, request)).toEqual([]);
});
