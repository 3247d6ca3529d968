import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { perform } from '#lib/kernel/server/perform.ts';
import { systemClock } from '#lib/kernel/server/system-clock.ts';
import { closeRequest } from '#lib/requests/server/close-request.ts';
import { planInspection } from '#lib/requests/server/plan-inspection.ts';
import { readRequest } from '#lib/requests/server/read-request.ts';
import { takeInCharge } from '#lib/requests/server/take-in-charge.ts';
import { addNote, sendMessage } from '#lib/requests/server/write-on-request.ts';
import { givePositions } from '#lib/trail/server/give-positions.ts';
import { followMail, mailsOfTown, makeQueue, queuedJobs } from '#test/mail-queue.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { buildTwoTowns, reported, type Town } from '#test/town.ts';
import { mailFollower } from './mail-follower.ts';

let db: TestDatabase;
let here: Town;
let there: Town;

beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  await makeQueue(db);
  [here, there] = await buildTwoTowns(db.web);
});
afterAll(() => db.close());

/** Nothing of an earlier test waits. */
beforeEach(async () => {
  await followMail(db, [here, there]);
  await db.owner.deleteFrom('mail').execute();
});

const tomorrow = () => systemClock().toZonedDateTimeISO('Europe/Rome').toPlainDate().add({ days: 1 }).toString();

async function mails(town: Town) {
  await followMail(db, [here, there]);
  return (await mailsOfTown(db, town.id)).map(({ recipient, template, language }) => ({
    recipient,
    template,
    language,
  }));
}

describe('a report', () => {
  test('makes one mail to the citizen in their language, one to the office, and a job for each', async () => {
    await reported(here, { language: 'de' });
    expect(await mails(here)).toEqual([
      { recipient: 'citizen', template: 'confirmation', language: 'de' },
      { recipient: 'office', template: 'office-notice', language: 'it' },
    ]);
    expect(await mails(there)).toEqual([]);
    const rows = await mailsOfTown(db, here.id);
    const keys = (await queuedJobs(db)).map(({ key }) => key);
    expect(keys).toEqual(expect.arrayContaining(rows.map(({ id }) => id)));
    expect(rows.every(({ id, message_id }) => message_id === `<${id}@town-1.localhost>`)).toBe(true);
  });

  test('without an e-mail address makes none to the citizen', async () => {
    await reported(here, { author: { name: 'Maria Rossi', email: null, phone: '0586 1' } });
    expect(await mails(here)).toEqual([{ recipient: 'office', template: 'office-notice', language: 'it' }]);
  });

  test('makes none to an office that switched it off, nor to one without a mailbox', async () => {
    const switched = async (to: { mailbox?: string | null; mailbox_notices?: boolean }) => {
      // The office's own page comes later: what it will set is set by hand, with the version left alone.
      await db.owner.updateTable('office').set(to).where('municipality_id', '=', here.id).execute();
    };
    await switched({ mailbox_notices: false });
    await reported(here);
    await switched({ mailbox_notices: true, mailbox: null });
    await reported(here);
    expect((await mails(here)).map(({ recipient }) => recipient)).toEqual(['citizen', 'citizen']);
    await switched({ mailbox: 'strade@town-1.example.it' });
  });

  test('that comes from an import makes no mail', async () => {
    await reported({ ...here, door: { ...here.door, origin: 'import' } });
    expect(await mails(here)).toEqual([]);
  });
});

describe('what follows', () => {
  test('makes a mail for each act that the citizen sees, and none for a note', async () => {
    const { id } = await reported(here);
    const staff = here.people.operator;
    await perform(here.door, staff, null, takeInCharge, { request: id, version: 1 });
    await perform(here.door, staff, null, addNote, { request: id, text: 'Tra di noi' });
    await perform(here.door, staff, null, sendMessage, { request: id, text: 'Buongiorno' });
    expect(
      (await mails(here)).filter(({ recipient }) => recipient === 'citizen').map(({ template }) => template),
    ).toEqual(['confirmation', 'taken', 'message']);
  });

  test('is one mail where one act plans and takes in charge, and one where closing ends an inspection', async () => {
    const { id } = await reported(here);
    const staff = here.people.operator;
    const planned = await perform(here.door, staff, null, planInspection, {
      request: id,
      version: 1,
      date: tomorrow(),
      time: null,
      note: null,
    });
    if (!planned.ok) throw new Error(planned.reason);
    const { version } = (await readRequest(db.web, staff, id)) ?? { version: 0 };
    const closed = await perform(here.door, staff, null, closeRequest, {
      request: id,
      version,
      outcome: 'solved',
      text: 'Fatto',
      endSteps: [planned.step],
    });
    expect(closed).toEqual({ ok: true });
    expect(
      (await mails(here)).filter(({ recipient }) => recipient === 'citizen').map(({ template }) => template),
    ).toEqual(['confirmation', 'inspection-planned', 'closing']);
  });
});

describe('a repeat', () => {
  test('changes nothing: what was digested in a transaction that was lost is digested again', async () => {
    const { id } = await reported(here);
    await followMail(db, [here, there]);
    const before = await mailsOfTown(db, here.id);
    const entries = await positioned(id);
    await db.worker.transaction().execute((tx) => mailFollower.digest(tx, here.id, entries));
    expect(await mailsOfTown(db, here.id)).toEqual(before);
  });

  test('and an act cut in two by the end of a batch make one mail, led by the entry written first', async () => {
    const { id } = await reported(here, { author: { name: 'Maria Rossi', email: null, phone: '0586 1' } });
    await followMail(db, [here, there]);
    await db.owner.updateTable('request').set({ author_email: 'maria@example.it' }).where('id', '=', id).execute();
    await perform(here.door, here.people.operator, null, planInspection, {
      request: id,
      version: 1,
      date: tomorrow(),
      time: '10:30',
      note: null,
    });
    while ((await givePositions(db.worker, here.id)) !== 0);
    const [, ...entries] = await positioned(id);
    expect(entries.map(({ kind }) => kind)).toEqual(['inspection-planned', 'request-taken']);
    for (const entry of entries)
      await db.worker.transaction().execute((tx) => mailFollower.digest(tx, here.id, [entry]));
    expect((await mailsOfTown(db, here.id)).filter(({ recipient }) => recipient === 'citizen')).toMatchObject([
      { template: 'inspection-planned' },
    ]);
  });
});

/** The request's entries as the follower is given them. */
async function positioned(request: string) {
  const rows = await db.owner
    .selectFrom('trail_entry as entry')
    .innerJoin('trail_position as place', (join) =>
      join.onRef('place.municipality_id', '=', 'entry.municipality_id').onRef('place.entry_id', '=', 'entry.id'),
    )
    .select(['place.position', 'entry.id', 'entry.act_id as act', 'entry.kind', 'entry.request_id as request'])
    .select(['entry.subject_id as subject', 'entry.visibility', 'entry.at', 'entry.origin'])
    .where('entry.request_id', '=', request as never)
    .orderBy('place.position')
    .execute();
  return rows as Parameters<typeof mailFollower.digest>[2] & { kind: string }[];
}
