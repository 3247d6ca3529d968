import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { RequestId } from '#lib/kernel/ids.ts';
import { parseReference, writeReference } from '#lib/kernel/reference.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { systemClock } from '#lib/kernel/server/system-clock.ts';
import { closeRequest } from '#lib/requests/server/close-request.ts';
import type { ReportRequest } from '#lib/requests/server/report-request.ts';
import { takeInCharge } from '#lib/requests/server/take-in-charge.ts';
import { withdrawRequest } from '#lib/requests/server/withdraw-request.ts';
import { advance } from '#lib/trail/server/follower.ts';
import { givePositionsToAll } from '#lib/trail/server/give-positions.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { buildTwoTowns, reported, type Town } from '#test/town.ts';
import { mostNearBy } from '../near-by.ts';
import { decideWording } from './decide-wording.ts';
import { listNearBy, type Reporting } from './list-near-by.ts';
import { publicationFollower } from './publication-follower.ts';
import { publicNow, readPublicNow } from './public-now.ts';
import { readPublic } from './read-public.ts';

let db: TestDatabase;
let here: Town;
let there: Town;

beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  [here, there] = await buildTwoTowns(db.web);
});
afterAll(() => db.close());

/** Nothing of an earlier test lies about. */
beforeEach(async () => {
  await follow();
  await sql`update public_request set stage = 'closed'`.execute(db.owner);
});

async function follow(): Promise<void> {
  while (await givePositionsToAll(db.worker, [publicationFollower.name]));
  for (const town of [here, there]) while (await advance(db.worker, publicationFollower, town.id, systemClock()));
}

const crossing = { latitude: 43.406, longitude: 10.473 };
/** So many metres to the north. */
const north = (metres: number) => ({ ...crossing, latitude: crossing.latitude + metres / 111_320 });

async function near(changes: Partial<Reporting> = {}, town = here) {
  await follow();
  const of = { category: town.categories.roads, hamlet: town.hamlet, place: 'Via Aurelia 2', point: crossing };
  const rows = await listNearBy(db.web, town.id, { ...of, ...changes });
  return rows.map(({ reference, metres, title, place }) => ({
    number: writeReference(reference),
    metres,
    title,
    place,
  }));
}
const numbers = async (changes: Partial<Reporting> = {}, town = here) =>
  (await near(changes, town)).map(({ number }) => number);
const made = (changes: Partial<ReportRequest> = {}, town = here) => reported(town, changes);
const desk = (town: Town) => town.people['front-desk'];
const decide = (request: RequestId, decision: 'shown' | 'facts' | 'hidden', place = 'Via Aurelia') =>
  perform(here.door, desk(here), null, decideWording, {
    request,
    version: 0,
    decision,
    wording: { title: 'Buca', body: 'Una buca.', place },
  });

describe('open requests near by', () => {
  test('are those of the same kind within a hundred metres, nearest first, with what everybody may see', async () => {
    const far = await made({ point: north(400) });
    const second = await made({ point: north(80), place: 'Via Roma 3, suona Rossi' });
    const first = await made({ point: north(5) });
    await made({ point: crossing, category: here.categories.green });
    await decide(first.id, 'shown');
    expect(await near()).toEqual([
      { number: first.reference, metres: expect.any(Number) as number, title: 'Buca', place: 'Via Aurelia' },
      { number: second.reference, metres: expect.any(Number) as number, title: '', place: 'Via Roma' },
    ]);
    for (const { metres } of await near()) expect([0, 50, 100]).toContain(metres);
    expect(await numbers({ point: north(420) })).toEqual([far.reference]);
  });

  test('are those of the same street of the same hamlet where one of them has no point', async () => {
    const without = await made({ place: 'via Aurelia 418' });
    const within = await made({ place: 'Via Aurelia', point: north(300) });
    await made({ place: 'Via Roma 2' });
    await made({ place: 'davanti alla scuola' });
    expect(await near()).toEqual([{ number: without.reference, metres: null, title: '', place: 'via Aurelia' }]);
    expect((await numbers({ point: null })).toSorted()).toEqual([without.reference, within.reference].toSorted());
    const elsewhere = '00000000-0000-7000-8000-000000000000' as Town['hamlet'];
    expect(await numbers({ point: null, hamlet: elsewhere })).toEqual([]);
    expect(await numbers({ point: null, place: 'davanti alla scuola' })).toEqual([]);
  });

  test('are never those of another municipality', async () => {
    const mine = await made({ point: crossing });
    const theirs = await made({ point: crossing }, there);
    expect(await numbers()).toEqual([mine.reference]);
    expect(await numbers({}, there)).toEqual([theirs.reference]);
    expect(await numbers({ category: there.categories.roads })).toEqual([]);
  });

  test('are not closed, withdrawn or hidden ones, nor those whose category is private', async () => {
    const [closed, withdrawn, hidden, open] = [
      await made({ point: crossing }),
      await made({ point: crossing }),
      await made({ point: crossing }),
      await made({ point: crossing }),
    ];
    await perform(here.door, here.people.operator, null, takeInCharge, { request: closed.id, version: 1 });
    await perform(here.door, here.people.operator, null, closeRequest, {
      request: closed.id,
      version: 2,
      outcome: 'solved',
      text: 'Fatto.',
      endSteps: [],
    });
    await perform(here.door, { ...here.citizen, request: withdrawn.id }, null, withdrawRequest, {
      request: withdrawn.id,
      version: 1,
      reason: null,
    });
    await decide(hidden.id, 'hidden');
    expect(await numbers()).toEqual([open.reference]);
    const setVisibility = (visibility: 'private' | 'reviewed') =>
      db.owner.updateTable('category').set({ visibility }).where('id', '=', here.categories.roads).execute();
    await setVisibility('private');
    expect(await numbers()).toEqual([]);
    await setVisibility('reviewed');
  });

  test('do not tell where one lies whose place the desk took away', async () => {
    const { id } = await made({ point: crossing });
    await decide(id, 'facts', '');
    expect(await near()).toEqual([]);
  });

  test('are at most a few', async () => {
    for (let more = 0; more < mostNearBy + 2; more++) await made({ point: crossing });
    expect(await near()).toHaveLength(mostNearBy);
  });

  test('are found by their indexes, however many years lie behind', async () => {
    const plan = await db.owner.transaction().execute(async (tx) => {
      await sql`set local enable_seqscan = off`.execute(tx);
      const { rows } = await sql<{ 'QUERY PLAN': string }>`explain select 1 from public_request
        where municipality_id = ${here.id} and shown and stage <> 'closed' and category_id = ${here.categories.roads}
          and ((latitude >= 43 and latitude <= 43.1 and longitude >= 10 and longitude <= 10.1)
            or (latitude is null and street = 'via aurelia' and street <> '' and hamlet_id = ${here.hamlet}))`.execute(
        tx,
      );
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toMatch(/public_request_(near|street)_idx/);
  });
});

describe('what is public at this moment', () => {
  test('does not wait for the row of the public pages: a request that was just withdrawn is told to nobody', async () => {
    const { id, reference } = await made();
    await follow();
    const parsed = parseReference(reference);
    if (!parsed) throw new Error('no reference');
    expect(await readPublicNow(db.web, here.id, id)).toMatchObject({
      category: { it: 'strade' },
      title: '',
      place: 'Via Aurelia',
      hamlet: 'Capoluogo',
      office: 'Strade',
      stage: 'received',
    });
    await perform(here.door, { ...here.citizen, request: id }, null, withdrawRequest, {
      request: id,
      version: 1,
      reason: null,
    });
    expect(await readPublic(db.web, here.id, parsed)).not.toBeNull();
    expect(await readPublicNow(db.web, here.id, id)).toBeNull();
    expect([...(await publicNow(db.web, here.id, [id]))]).toEqual([]);
    expect(await readPublicNow(db.web, there.id, id)).toBeNull();
  });
});
