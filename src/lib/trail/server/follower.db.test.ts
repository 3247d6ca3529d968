import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { Act } from '#lib/kernel/act.ts';
import { newId, type MunicipalityId } from '#lib/kernel/ids.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { appendEntry } from './append-entry.ts';
import { advance, advanceEverywhere, type Follower } from './follower.ts';
import { givePositionsToAll } from './give-positions.ts';
import { readLag } from './read-lag.ts';
import { createSubject } from './subject.ts';

let db: TestDatabase;
const towns = [1, 2] as MunicipalityId[];
const [here, there] = towns as [MunicipalityId, MunicipalityId];
let follower: Follower;
let undigestible: string | null;
let runs = 0;

function actIn(municipality: MunicipalityId): Act {
  const at = Temporal.Instant.from('2026-11-23T08:15:00Z');
  return { id: newId(), municipality, actor: { kind: 'installation', municipality }, at, origin: 'live' };
}

beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  for (const town of towns) {
    await db.web.transaction().execute((tx) =>
      createSubject(tx, actIn(town), 'municipality', {
        id: newId(),
        set: {
          slug: `town-${town}`,
          name: `Borgo ${town}`,
          region: 'Prova',
          public_url: `http://town-${town}.example.it`,
          address: 'Piazza 1',
          mail_from: 'a@example.it',
          desk_name: 'URP',
          desk_phone: '0',
        },
        entry: { kind: 'municipality-made', visibility: 'staff' },
      }),
    );
  }
  // No key: an effect written twice must show.
  await sql`create table effect (municipality_id smallint, follower text, position bigint, nth bigint generated always as identity)`.execute(
    db.owner,
  );
  await sql`grant select, insert on effect to insieme_worker`.execute(db.owner);
});
afterAll(() => db.close());

beforeEach(() => {
  undigestible = null;
  runs += 1;
  const name = `effect-${runs}`;
  follower = {
    name,
    rebuildable: true,
    async digest(tx, municipality, entries) {
      for (const { position, id } of entries) {
        await sql`insert into effect (municipality_id, follower, position) values (${municipality}, ${name}, ${position})`.execute(
          tx,
        );
        if (id === undigestible) throw new Error('cannot digest');
      }
    },
  };
});

async function note(municipality: MunicipalityId, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    ids.push(
      await db.web
        .transaction()
        .execute((tx) => appendEntry(tx, actIn(municipality), { kind: 'note', visibility: 'staff' })),
    );
  }
  while (await givePositionsToAll(db.worker, []));
  return ids;
}

/** Positions in the order in which the effect was written. */
async function effectOf(municipality: MunicipalityId): Promise<number[]> {
  const { rows } = await sql<{ position: number }>`select position from effect
    where municipality_id = ${municipality} and follower = ${follower.name} order by nth`.execute(db.owner);
  return rows.map(({ position }) => position);
}

async function headOf(municipality: MunicipalityId): Promise<number> {
  const { rows } = await sql<{
    position: number;
  }>`select position from trail_head where municipality_id = ${municipality}`.execute(db.owner);
  return rows[0]?.position ?? 0;
}

const upTo = (head: number) => Array.from({ length: head }, (_, n) => n + 1);
const now = Temporal.Instant.from('2026-11-23T09:00:00Z');
const unexpected = (error: unknown) => {
  throw error;
};

describe('a follower', () => {
  test('reads every municipality from its first entry to the last, in order, once', async () => {
    for (const town of towns) await note(town, 20);
    while (await advanceEverywhere(db.worker, follower, now, unexpected));
    for (const town of towns) expect(await effectOf(town)).toEqual(upTo(await headOf(town)));
  });

  test('begins at the head when it cannot be rebuilt', async () => {
    await note(here, 3);
    follower = { ...follower, rebuildable: false };
    while (await advanceEverywhere(db.worker, follower, now, unexpected));
    expect(await effectOf(here)).toEqual([]);
    await note(here, 1);
    while (await advanceEverywhere(db.worker, follower, now, unexpected));
    expect(await effectOf(here)).toEqual([await headOf(here)]);
  });

  test('is left alone by a second worker while one is at it', async () => {
    await note(here, 3);
    const inside = Promise.withResolvers<undefined>();
    const letGo = Promise.withResolvers<undefined>();
    const slow: Follower = {
      ...follower,
      async digest(tx, municipality, entries) {
        inside.resolve(undefined);
        await letGo.promise;
        await follower.digest(tx, municipality, entries);
      },
    };
    await advance(db.worker, { ...follower, digest: () => Promise.resolve() }, there, now);
    expect(await advance(db.worker, slow, here, now)).toBe(true); // its first round makes the cursor
    const first = advance(db.worker, slow, here, now);
    await inside.promise;
    expect(await advance(db.worker, follower, here, now)).toBe(false);
    letGo.resolve(undefined);
    await first;
    expect(await effectOf(here)).toEqual(upTo(await headOf(here)));
  });

  test('writes each effect once with two workers racing', async () => {
    for (const town of towns) await note(town, 30);
    const work = async () => {
      for (let idle = 0; idle < 3;)
        idle = (await advanceEverywhere(db.worker, follower, now, unexpected)) ? 0 : idle + 1;
    };
    await Promise.all([work(), work()]);
    for (const town of towns) expect(await effectOf(town)).toEqual(upTo(await headOf(town)));
  });

  test('stops at an entry that it cannot digest, raises the alarm, tries later and goes on where it stood', async () => {
    const [, poison] = await note(here, 5);
    undigestible = poison ?? null;
    const errors: unknown[] = [];
    const round = (at: Temporal.Instant) => advanceEverywhere(db.worker, follower, at, (error) => errors.push(error));
    for (let turn = 0; turn < 200 && errors.length === 0; turn++) await round(now);
    const stuckAt = (await headOf(here)) - 4;
    expect(await effectOf(here)).toEqual(upTo(stuckAt));
    expect(await readLag(db.web, [follower.name])).toMatchObject([{ entries: 4, failingSince: now }]);

    // Not again before its time, then again.
    expect(await round(now)).toBe(false);
    expect(errors).toHaveLength(1);
    await round(now.add({ seconds: 3 }));
    expect(errors).toHaveLength(2);

    undigestible = null;
    while (await round(now.add({ minutes: 10 })));
    expect(await effectOf(here)).toEqual(upTo(await headOf(here)));
    expect(await readLag(db.web, [follower.name])).toMatchObject([
      { entries: 0, failingSince: null, oldestWaiting: null },
    ]);
  });

  test('raises the alarm also when the very first entry of a new log cannot be digested', async () => {
    const errors: unknown[] = [];
    follower = { ...follower, digest: () => Promise.reject(new Error('cannot digest')) };
    let turns = 0;
    while (await advanceEverywhere(db.worker, follower, now, (error) => errors.push(error))) turns += 1;
    expect(turns).toBeLessThan(5);
    expect(errors).toHaveLength(towns.length);
    expect(await readLag(db.web, [follower.name])).toMatchObject([{ failingSince: now }]);
  });
});
