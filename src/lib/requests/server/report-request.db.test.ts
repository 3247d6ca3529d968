import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { perform } from '#lib/kernel/server/perform.ts';
import { digestOfSecret, newFormKey } from '#lib/kernel/server/form-key.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { aReport, buildTwoTowns, reported, type Town } from '#test/town.ts';
import { listInbox } from './list-inbox.ts';
import { readRequest } from './read-request.ts';
import { readTimeline } from './read-timeline.ts';
import { reportRequest } from './report-request.ts';

let db: TestDatabase;
let here: Town;
let there: Town;

beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  [here, there] = await buildTwoTowns(db.web);
});
afterAll(() => db.close());

describe('reporting', () => {
  test('gives a number of the year, and each municipality counts its own', async () => {
    const first = await reported(here);
    const second = await reported(here);
    const other = await reported(there);
    const number = (reference: string) => Number(reference.split('-')[1]);
    expect(number(second.reference)).toBe(number(first.reference) + 1);
    expect(number(other.reference)).toBe(1);
  });

  test('the same form sent twice at once makes one request and gives one answer', async () => {
    const held = { key: newFormKey(), holder: digestOfSecret('draft') };
    const send = () => perform(here.door, here.citizen, held, reportRequest, aReport(here));
    const [first, second] = await Promise.all([send(), send()]);
    expect(first).toEqual(second);
    expect(await send()).toEqual(first);
  });

  test('the same key with other words is told so, with the first answer for its owner only', async () => {
    const key = newFormKey();
    const mine = { key, holder: digestOfSecret('draft') };
    const first = await perform(here.door, here.citizen, mine, reportRequest, aReport(here));
    const again = await perform(here.door, here.citizen, mine, reportRequest, aReport(here, { title: 'Altro' }));
    expect(again).toEqual({ ok: false, reason: 'already-sent', answer: first });
    const stolen = { key, holder: digestOfSecret('somebody else') };
    expect(await perform(here.door, here.citizen, stolen, reportRequest, aReport(here))).toEqual({
      ok: false,
      reason: 'already-sent',
      answer: null,
    });
  });

  test('a point beyond the boundary is refused, one at its edge is not', async () => {
    const ring = [[10.4, 43.3], [10.5, 43.3], [10.5, 43.4], [10.4, 43.4], [10.4, 43.3]]; // prettier-ignore
    await db.owner
      .updateTable('municipality')
      .set({ boundary: JSON.stringify({ type: 'Polygon', coordinates: [ring] }) })
      .where('municipality_id', '=', there.id)
      .execute();
    const at = (town: Town, longitude: number) =>
      perform(town.door, town.citizen, null, reportRequest, aReport(town, { point: { latitude: 43.35, longitude } }));
    expect(await at(there, 10.45)).toMatchObject({ ok: true });
    expect(await at(there, 10.501)).toMatchObject({ ok: true });
    expect(await at(there, 10.51)).toEqual({ ok: false, reason: 'outside' });
    expect(await at(here, 10.51)).toMatchObject({ ok: true });
  });

  test('a refused form gives its key back, so that the corrected one goes through', async () => {
    const held = { key: newFormKey(), holder: digestOfSecret('draft') };
    const wrong = aReport(here, { category: there.categories.roads });
    expect(await perform(here.door, here.citizen, held, reportRequest, wrong)).toEqual({
      ok: false,
      reason: 'unknown-category',
    });
    expect(await perform(here.door, here.citizen, held, reportRequest, aReport(here))).toMatchObject({ ok: true });
  });

  test('on behalf of a business keeps name, number and PEC with the request and in its entry, and is found by them', async () => {
    const business = { name: 'Bagni Fiume', vat: '00743110157', pec: 'fiume@pec.example.it' };
    const author = { name: 'Ada Neri', email: 'ada@example.it', phone: null, business };
    const { id } = await reported(here, { author });
    expect(await readRequest(db.web, here.people.operator, id)).toMatchObject({ author });
    const [first] = await readTimeline(db.web, here.id, id, 'staff');
    expect(first?.text).toMatchObject({
      author: { email: 'ada@example.it', business: 'Bagni Fiume', vat: '00743110157', pec: 'fiume@pec.example.it' },
    });
    for (const words of ['bagni fiume', '00743110157']) {
      const query = { view: 'open', words, after: null, now: here.door.clock() } as const;
      const found = await listInbox(db.web, here.people.operator, query);
      expect(found.rows.map((row) => row.id)).toEqual([id]);
    }
  });

  test('is read by its office and not by the other office, nor by the other municipality', async () => {
    const { id } = await reported(here);
    expect(await readRequest(db.web, here.people.operator, id)).toMatchObject({ state: 'received', stage: 'received' });
    expect(await readRequest(db.web, here.gardener, id)).toBeNull();
    expect(await readRequest(db.web, there.people.operator, id)).toBeNull();
    expect(await readRequest(db.web, here.people['council-member'], id)).toBeNull();
  });
});
