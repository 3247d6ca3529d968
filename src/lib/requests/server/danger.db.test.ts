import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { addCategory, type NewCategory } from '#lib/categories/server/categories.ts';
import { changeQuestions } from '#lib/categories/server/change-questions.ts';
import type { Question } from '#lib/categories/question.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import type { CategoryId, RequestId } from '#lib/kernel/ids.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { readFacts } from '#lib/mail/server/read-facts.ts';
import { readMunicipality } from '#lib/municipalities/server/read-municipality.ts';
import type { ActId, EntryId } from '#lib/kernel/ids.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { aReport, buildTwoTowns, type Town } from '#test/town.ts';
import { changeDanger } from './change-danger.ts';
import { eraseRequest } from './erase-request.ts';
import { closeRequest } from './close-request.ts';
import { listInbox, type InboxKey } from './list-inbox.ts';
import { readRequest } from './read-request.ts';
import { readTimeline } from './read-timeline.ts';
import { reopenRequest } from './reopen-request.ts';
import { reportRequest, type ReportRequest } from './report-request.ts';

let db: TestDatabase;
let here: Town;
let there: Town;
const now = Temporal.Instant.from('2026-11-20T16:00:00Z');
const words = (text: string) => ({ it: text, en: text, de: text, fr: text });

const wide: Question = {
  id: 'larga',
  type: 'choice',
  label: words('Quanto è larga?'),
  help: words(''),
  required: true,
  options: [
    { value: 'poco', label: words('Poco') },
    { value: 'molto', label: words('Molto') },
  ],
  longest: 0,
  shownBy: null,
};

beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  [here, there] = await buildTwoTowns(db.web);
});
afterAll(() => db.close());

async function category(town: Town, slug: string, changes: Partial<NewCategory>): Promise<CategoryId> {
  const answer = await perform(town.door, town.people.administrator, null, addCategory, {
    slug,
    names: words(slug),
    hints: words(''),
    icon: 'it-tool',
    office: town.offices.roads,
    term: { amount: 30, unit: 'calendar-days' },
    position: 9,
    ...changes,
  });
  if (!answer.ok) throw new Error(answer.reason);
  return answer.id;
}

const report = (town: Town, changes: Partial<ReportRequest> = {}, at = now) =>
  perform({ ...town.door, clock: () => at }, town.citizen, null, reportRequest, aReport(town, changes));

async function reportedId(town: Town, changes: Partial<ReportRequest> = {}, at = now): Promise<RequestId> {
  const answer = await report(town, { keyId: db.keys.current, ...changes }, at);
  if (!answer.ok) throw new Error(answer.reason);
  return answer.id;
}

const hoursAfter = (hours: number) => now.add({ hours }).toString();
const view = async (actor: Actor, id: RequestId) => {
  const request = await readRequest(db.web, actor, id);
  if (!request) throw new Error('not readable');
  return request;
};

describe('a danger', () => {
  test('has a term in hours, through nights and feasts, and says so in the trail', async () => {
    const id = await reportedId(here, { danger: true });
    const request = await view(here.people.operator, id);
    expect(request).toMatchObject({ danger: true, due: { date: null, amount: 4, unit: 'hours' } });
    expect(request.due.at.toString()).toBe(hoursAfter(4));
    const [entry] = await readTimeline(db.web, here.id, id, 'citizen');
    expect(entry?.detail).toMatchObject({ danger: true });
    const usual = await view(here.people.operator, await reportedId(here));
    expect(usual).toMatchObject({ danger: false, due: { unit: 'calendar-days' } });
  });

  test('is every request of a dangerous category, with that category’s hours', async () => {
    const dangerous = await category(here, 'crolli', { danger: true, dangerHours: 2 });
    const id = await reportedId(here, { category: dangerous, answers: null });
    expect((await view(here.people.operator, id)).due.at.toString()).toBe(hoursAfter(2));
    expect(await report(here, { category: dangerous, answers: {} })).toEqual({ ok: false, reason: 'wrong-answers' });
    const asked = await report(here, { category: dangerous, answers: { [`adesso-${dangerous}`]: ['si'] } });
    if (!asked.ok) throw new Error(asked.reason);
    const [answer] = (await view(here.people.operator, asked.id)).answers;
    expect(answer?.words[0]?.it).toBe('Sì');
  });

  test('names the person on call to the office, and to the citizen only where the category says so', async () => {
    const onCall = here.people.head.person;
    const hidden = await category(here, 'fughe', { onCall });
    const shown = await category(here, 'frane', { onCall, onCallPublic: true });
    for (const [of, name] of [
      [hidden, null],
      [shown, 'Marco Capo'],
    ] as const) {
      const id = await reportedId(here, { category: of, danger: true });
      expect((await view(here.people.operator, id)).onCall?.name).toBe('Marco Capo');
      expect((await view({ ...here.citizen, request: id }, id)).onCall?.name ?? null).toBe(name);
      const { rows } = await sql<{ act: ActId; entry: EntryId }>`select act_id as act, id as entry from trail_entry
        where request_id = ${id}`.execute(db.owner);
      const [written] = rows;
      if (!written) throw new Error('nothing written');
      const mail = { id: '', ...written, request: id, template: 'office-notice', language: 'it' } as const;
      const municipality = await readMunicipality(db.web, here.id);
      const office = await readFacts(db.worker, db.keys, municipality, { ...mail, recipient: 'office' }, 'unread');
      expect(office?.facts.request).toMatchObject({ danger: true, onCall: { name: 'Marco Capo' } });
      const citizen = await readFacts(db.worker, db.keys, municipality, { ...mail, recipient: 'citizen' }, 'unread');
      expect(citizen?.facts.request.onCall?.name ?? null).toBe(name);
    }
    const calm = await reportedId(here, { category: shown });
    expect((await view(here.people.operator, calm)).onCall).toBeNull();
  });

  test('can be set and lifted by staff with a reason; the term is counted from receipt each time', async () => {
    const id = await reportedId(here);
    const before = (await view(here.people.operator, id)).due;
    const later = { ...here.door, clock: () => now.add({ hours: 30 }) };
    const change = (by: Actor, version: number, danger: boolean) =>
      perform(later, by, null, changeDanger, { request: id, version, danger, reason: 'Il palo pende.' });

    expect(await change(here.gardener, 1, true)).toEqual({ ok: false, reason: 'not-allowed' });
    expect(await change(here.people.mayor, 1, true)).toEqual({ ok: false, reason: 'not-allowed' });
    expect(await change({ ...here.citizen, request: id }, 1, true)).toEqual({ ok: false, reason: 'not-allowed' });
    const [set, second] = await Promise.all([change(here.people.operator, 1, true), change(here.people.head, 1, true)]);
    expect([set.ok, second.ok].toSorted()).toEqual([false, true]);
    const marked = await view(here.people.operator, id);
    expect(marked).toMatchObject({ danger: true, version: 2, due: { unit: 'hours' } });
    expect(marked.due.at.toString()).toBe(hoursAfter(4));

    expect(await change(here.people.operator, 2, false)).toEqual({ ok: true });
    expect((await view(here.people.operator, id)).due).toEqual(before);
    const told = await readTimeline(db.web, here.id, id, 'citizen');
    expect(told.map(({ kind, text }) => [kind, text?.reason])).toEqual([
      ['request-received', undefined],
      ['danger-set', 'Il palo pende.'],
      ['danger-lifted', 'Il palo pende.'],
    ]);
  });

  test('that is opened again has its hours from then, also when it is lifted', async () => {
    const id = await reportedId(here, { danger: true });
    const at = (hours: number) => ({ ...here.door, clock: () => now.add({ hours }) });
    const by = here.people.operator;
    const close = { request: id, version: 1, outcome: 'declined', text: 'Non è nostra.', endSteps: [] } as const;
    expect(await perform(at(1), by, null, closeRequest, close)).toMatchObject({ ok: true });
    const reason = 'Il palo pende ancora.';
    expect(await perform(at(72), by, null, reopenRequest, { request: id, version: 2, reason })).toEqual({ ok: true });
    expect((await view(by, id)).due).toMatchObject({ date: null, unit: 'hours' });
    expect((await view(by, id)).due.at.toString()).toBe(hoursAfter(76));

    const lift = { request: id, version: 3, danger: false, reason: 'Transennato.' };
    expect(await perform(at(73), by, null, changeDanger, lift)).toEqual({ ok: true });
    // Thirty calendar days from the 23rd, on which it was opened again, not from the 20th.
    expect((await view(by, id)).due.date?.toString()).toBe('2026-12-23');
  });
});

describe('the inbox', () => {
  test('shows dangers before everything else, page after page, each once', async () => {
    // Later received than all the others, so last by term alone.
    for (let n = 0; n < 60; n++)
      await reportedId(there, { danger: n % 10 !== 0 ? n < 55 : false }, now.add({ minutes: n }));
    for (let n = 0; n < 20; n++) await reportedId(there, {}, now.subtract({ hours: 24 * (40 + n) }));
    const rows = [];
    let after: InboxKey | null = null;
    do {
      const page: Awaited<ReturnType<typeof listInbox>> = await listInbox(db.web, there.people.operator, {
        view: 'open',
        words: '',
        after,
        now,
      });
      rows.push(...page.rows);
      after = page.next;
    } while (after);
    expect(rows).toHaveLength(80);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(80);
    const dangers = rows.filter(({ danger }) => danger).length;
    expect(dangers).toBe(49);
    expect(rows.slice(0, dangers).every(({ danger }) => danger)).toBe(true);
    for (const part of [rows.slice(0, dangers), rows.slice(dangers)]) {
      const dues = part.map(({ dueAt }) => dueAt);
      expect(dues).toEqual(dues.toSorted((a, b) => Temporal.Instant.compare(a, b)));
    }
  });

  test('reads the dangers from an index of their own, in its order', async () => {
    const plan = await db.owner.transaction().execute(async (tx) => {
      await sql`set local enable_seqscan = off`.execute(tx);
      await sql`set local enable_bitmapscan = off`.execute(tx);
      const { rows } = await sql<{ 'QUERY PLAN': string }>`explain select id from request where municipality_id = 2
        and state != 'closed' and danger = true and due_at >= now() order by due_at, id limit 51`.execute(tx);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toContain('request_danger_idx');
    expect(plan).not.toContain('Sort');
  });
});

describe('answers', () => {
  test('stay as they were asked and answered, whatever becomes of the question', async () => {
    const of = await category(here, 'buche', { questions: [wide] });
    expect(await report(here, { category: of, answers: {} })).toEqual({ ok: false, reason: 'wrong-answers' });
    const id = await reportedId(here, { category: of, answers: { larga: ['molto'], altro: ['x'] } });
    const removed = await perform(here.door, here.people.administrator, null, changeQuestions, {
      category: of,
      version: 1,
      edit: { kind: 'remove', id: 'larga' },
    });
    expect(removed).toEqual({ ok: true });
    const { answers } = await view(here.people.operator, id);
    expect(answers).toEqual([
      { question: 'larga', type: 'choice', label: wide.label, values: ['molto'], words: [words('Molto')] },
    ]);
    const [entry] = await readTimeline(db.web, here.id, id, 'staff');
    expect(entry?.text?.answers).toEqual(answers);
  });

  test('are erased with the rest of what was written', async () => {
    const of = await category(here, 'altre-buche', { questions: [wide] });
    const id = await reportedId(here, { category: of, answers: { larga: ['poco'] } });
    await perform(here.door, here.people.operator, null, closeRequest, {
      request: id,
      version: 1,
      outcome: 'declined',
      text: 'No.',
      endSteps: [],
    });
    await perform(here.door, here.people.administrator, null, eraseRequest, { request: id, version: 2 });
    const erased = await view(here.people.operator, id);
    expect(erased).toMatchObject({ answers: [], anonymous: false });
  });
});

describe('who reports', () => {
  const nobody = { name: '', email: null, phone: null };
  test('says who they are, except where the category lets them not', async () => {
    expect(await report(here, { author: nobody })).toEqual({ ok: false, reason: 'no-contact' });
    const of = await category(here, 'rifiuti', { contactOptional: true });
    const actor: Actor = { ...here.citizen, name: '' };
    const answer = await perform(
      here.door,
      actor,
      null,
      reportRequest,
      aReport(here, { category: of, author: nobody }),
    );
    if (!answer.ok) throw new Error(answer.reason);
    expect(await view(here.people.operator, answer.id)).toMatchObject({ anonymous: true, author: nobody });
    const [entry] = await readTimeline(db.web, here.id, answer.id, 'staff');
    expect(entry?.actor).toMatchObject({ name: null, level: 'citizen' });
  });
});
