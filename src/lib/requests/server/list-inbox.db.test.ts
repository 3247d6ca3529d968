import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Actor } from '#lib/kernel/actor.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { aReport, buildTwoTowns, type Town } from '#test/town.ts';
import { closeRequest } from './close-request.ts';
import { countCap, countInbox, listInbox, type InboxKey, type InboxQuery, type InboxRow } from './list-inbox.ts';
import { reportRequest, type ReportRequest } from './report-request.ts';
import { takeInCharge } from './take-in-charge.ts';

let db: TestDatabase;
let here: Town;
let there: Town;
const now = Temporal.Instant.from('2026-11-23T08:00:00Z');

beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  [here, there] = await buildTwoTowns(db.web);
  // Four on each day of a month, at the same instant: equal due dates must not confuse the pages.
  for (let n = 0; n < 120; n++)
    await report(here, now.subtract({ hours: 24 * (1 + Math.floor(n / 4)) }), { title: `Buca numero ${n}` });
  await report(here, now.subtract({ hours: 24 * 40 }), {
    title: 'Lampione spento',
    category: here.categories.green,
    author: { name: 'Élodie D’Angiò', email: 'elodie@example.fr', phone: null },
  });
});
afterAll(() => db.close());

async function report(town: Town, at: Temporal.Instant, changes: Partial<ReportRequest> = {}) {
  const answer = await perform(
    { ...town.door, clock: () => at },
    town.citizen,
    null,
    reportRequest,
    aReport(town, changes),
  );
  if (!answer.ok) throw new Error(answer.reason);
  return answer;
}

const list = (actor: Actor, query: Partial<InboxQuery> = {}) =>
  listInbox(db.web, actor, { view: 'open', words: '', after: null, now, ...query });

async function everyPage(actor: Actor, query: Partial<InboxQuery> = {}): Promise<InboxRow[]> {
  const rows: InboxRow[] = [];
  let after: InboxKey | null = null;
  do {
    const page = await list(actor, { ...query, after });
    rows.push(...page.rows);
    after = page.next;
  } while (after);
  return rows;
}

describe('the inbox', () => {
  test('goes by pages that neither overlap nor leave anything out, the first due first', async () => {
    const rows = await everyPage(here.people.operator);
    expect(rows).toHaveLength(120);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(120);
    const dues = rows.map(({ dueAt }) => dueAt);
    expect(dues).toEqual([...dues].sort((a, b) => Temporal.Instant.compare(a, b)));
    expect((await list(here.people.operator)).rows).toHaveLength(50);
  });

  test('shows each level what its posts reach, and nothing of the other municipality', async () => {
    const seen = async (actor: Actor) => (await everyPage(actor)).length;
    expect(await seen(here.people.operator)).toBe(120);
    expect(await seen(here.people.head)).toBe(120);
    expect(await seen(here.gardener)).toBe(1);
    for (const level of ['manager', 'secretary', 'cabinet-member', 'mayor', 'front-desk', 'administrator'] as const) {
      expect(await seen(here.people[level]), level).toBe(121);
    }
    expect(await seen(here.people['council-member'])).toBe(0);
    expect(await seen({ ...here.citizen, request: (await list(here.people.mayor)).rows[0]?.id ?? null })).toBe(0);
    expect(await seen(there.people.mayor)).toBe(0);
  });

  test('a post in a sector reaches its offices', async () => {
    const post = {
      level: 'operator',
      title: 'Operatrice',
      office: null,
      sector: here.sectors.green,
      unit: 'Ambiente',
    } as const;
    expect(await everyPage({ ...here.gardener, posts: [post] })).toHaveLength(1);
    expect(await countInbox(db.web, { ...here.gardener, posts: [post] }, now)).toMatchObject({ open: 1 });
  });

  test('divides into views, and the counts say the same', async () => {
    const [first] = (await list(here.people.operator)).rows;
    if (!first) throw new Error('an empty inbox');
    await perform(here.door, here.people.operator, null, takeInCharge, { request: first.id, version: 1 });
    const counts = await countInbox(db.web, here.people.operator, now);
    for (const view of ['open', 'mine', 'new', 'due-soon', 'late'] as const) {
      expect((await everyPage(here.people.operator, { view })).length, view).toBe(counts[view]);
    }
    // 30 calendar days of term: what came in 30 days ago ends today, at midnight.
    expect(counts).toMatchObject({ open: 120, mine: 1, new: 119 });
    const late = await everyPage(here.people.operator, { view: 'late' });
    expect(late.every(({ dueAt }) => Temporal.Instant.compare(dueAt, now) <= 0)).toBe(true);
    const soon = await everyPage(here.people.operator, { view: 'due-soon' });
    expect(soon.length).toBeGreaterThan(0);
    expect(soon.every(({ dueAt }) => Temporal.Instant.compare(dueAt, now) > 0)).toBe(true);
  });

  test('lists what is closed by itself, the last closed first, page by page', async () => {
    const open = await everyPage(here.people.operator);
    for (const [n, row] of open.slice(10, 70).entries()) {
      const door = { ...here.door, clock: () => now.add({ minutes: Math.floor(n / 3) }) };
      const closed = await perform(door, here.people.operator, null, closeRequest, {
        request: row.id,
        version: 1,
        outcome: 'redirected',
        text: 'È di ASA.',
        endSteps: [],
      });
      expect(closed).toEqual({ ok: true });
    }
    const rows = await everyPage(here.people.operator, { view: 'closed' });
    expect(new Set(rows.map(({ id }) => id)).size).toBe(60);
    const times = rows.map(({ closedAt }) => closedAt?.toString() ?? '');
    expect(times).toEqual([...times].sort().reverse());
    expect(await everyPage(here.people.operator)).toHaveLength(60);
  });

  test.each([
    ['2026-00003', 1],
    ['2026-3', 1],
    [' 2026/00003 ', 1],
    ['2026-09999', 0],
    ['lampione', 1],
    ['LAMP spen', 1],
    ['élodie', 1],
    ['ELODIE angio', 1],
    ["d'ang", 1],
    ['elodie@example.fr', 1],
    ["strada dell'acqua", 0],
    ['lampione marciapiede', 0],
    ['!!! &|', 0],
    ["'; drop table request; --", 0],
  ])('finds %j: %i', async (words, count) => {
    expect(await everyPage(here.people.mayor, { words })).toHaveLength(count);
  });

  test('finds a number written without its year', async () => {
    const found = await everyPage(here.people.mayor, { words: '00003' });
    expect(found.map(({ reference }) => reference.number)).toContain(3);
  });

  test('counts no further than the cap', async () => {
    const wave = async () => {
      for (let n = 0; n < (countCap + 10) / 8; n++) await report(there, now);
    };
    await Promise.all(Array.from({ length: 8 }, wave));
    const counts = await countInbox(db.web, there.people.operator, now);
    expect(counts).toMatchObject({ open: countCap + 1, new: countCap + 1, late: 0, mine: 0 });
  });
});
