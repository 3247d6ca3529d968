import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { newId, type MunicipalityId } from '#lib/kernel/ids.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { refillAllReferences, takeReference } from './reference-pool.ts';
import { createSubject } from './subject.ts';

let db: TestDatabase;
const here = 1 as MunicipalityId;
const there = 2 as MunicipalityId;

beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  for (const municipality of [here, there]) {
    const at = Temporal.Instant.from('2026-11-23T08:15:00Z');
    const act = {
      id: newId(),
      municipality,
      actor: { kind: 'installation', municipality },
      at,
      origin: 'live',
    } as const;
    await db.web.transaction().execute((tx) =>
      createSubject(tx, { ...act, id: newId() }, 'municipality', {
        id: newId(),
        set: {
          slug: `town-${municipality}`,
          name: 'Borgo',
          region: 'Prova',
          public_url: `http://town-${municipality}.example.it`,
          address: 'Piazza 1',
          mail_from: 'a@example.it',
          desk_name: 'URP',
          desk_phone: '0',
        },
        entry: { kind: 'municipality-made', visibility: 'staff' },
      }),
    );
  }
});
afterAll(() => db.close());

class GivenUp extends Error {}

/** The number taken, or null when the act around it was given up. */
function take(year: number, { giveUp = false, municipality = here } = {}): Promise<number | null> {
  return db.web
    .transaction()
    .execute(async (tx) => {
      const { number } = await takeReference(tx, { municipality, series: '', year });
      if (giveUp) throw new GivenUp();
      return number;
    })
    .catch((error: unknown) => {
      if (error instanceof GivenUp) return null;
      throw error;
    });
}

const inOrder = (numbers: (number | null)[]) => numbers.filter((number) => number !== null).sort((a, b) => a - b);
const from = (first: number, count: number) => Array.from({ length: count }, (_, n) => first + n);

describe('references', () => {
  test('run from 1 in each year, series and municipality', async () => {
    expect([await take(2026), await take(2026), await take(2027), await take(2026, { municipality: there })]).toEqual([
      1, 2, 1, 1,
    ]);
    const practice = await db.web
      .transaction()
      .execute((tx) => takeReference(tx, { municipality: here, series: 'P', year: 2026 }));
    expect(practice).toEqual({ series: 'P', year: 2026, number: 1 });
  });

  test('leave no gap and no double when many are taken at once and some acts are given up', async () => {
    const takes = await Promise.all(from(0, 48).map((n) => take(2030, { giveUp: n % 3 === 0 })));
    const rest = [];
    while (inOrder([...takes, ...rest]).length < 60) rest.push(await take(2030));
    expect(inOrder([...takes, ...rest])).toEqual(from(1, 60));
  });

  test('an empty pool is filled once by whoever comes first, the others wait and go on', async () => {
    await take(2031);
    await sql`delete from reference_free where year = 2031 and municipality_id = ${here}`.execute(db.owner);
    const takes = await Promise.all(from(0, 16).map(() => take(2031)));
    expect(inOrder(takes)).toEqual(from(1001, 16));
  });

  test('the first of the year are told apart, also when the very first is given up', async () => {
    const takes = await Promise.all(from(0, 8).map((n) => take(2032, { giveUp: n === 0 })));
    expect(inOrder(takes)).toEqual(from(1, 7));
  });

  test('the sequencer tops the pool up under load, and no number is made twice', async () => {
    await take(2033);
    await sql`delete from reference_free where year = 2033 and municipality_id = ${here} and number > 20`.execute(
      db.owner,
    );
    await sql`update reference_year set top = 20 where year = 2033 and municipality_id = ${here}`.execute(db.owner);
    const [takes] = await Promise.all([
      Promise.all(from(0, 40).map(() => take(2033))),
      refillAllReferences(db.worker),
      refillAllReferences(db.worker),
    ]);
    expect(inOrder(takes)).toEqual(from(2, 40));
    await refillAllReferences(db.worker);
    const { rows } = await sql<{ free: number; smallest: number; largest: number; low: number; top: number }>`
      select count(*)::int as free, min(number) as smallest, max(number) as largest, min(low) as low, min(top) as top
      from reference_free join reference_year using (municipality_id, series, year)
      where year = 2033 and municipality_id = ${here}`.execute(db.owner);
    const pool = rows[0];
    expect(pool?.smallest).toBe(42);
    expect(pool?.low).toBeLessThanOrEqual(42);
    expect(pool?.largest).toBe(pool?.top);
    expect(pool?.free).toBe((pool?.largest ?? 0) - 41);
  });

  test('a number given back after a refill is taken before the new ones', async () => {
    await take(2034);
    const back = Promise.withResolvers<undefined>();
    const taken = Promise.withResolvers<undefined>();
    const givenUp = db.web
      .transaction()
      .execute(async (tx) => {
        expect(await takeReference(tx, { municipality: here, series: '', year: 2034 })).toMatchObject({ number: 2 });
        taken.resolve(undefined);
        await back.promise;
        throw new GivenUp();
      })
      .catch(() => undefined);
    await taken.promise;
    expect(await take(2034)).toBe(3);
    await refillAllReferences(db.worker);
    back.resolve(undefined);
    await givenUp;
    expect([await take(2034), await take(2034)]).toEqual([2, 4]);
  });
});
