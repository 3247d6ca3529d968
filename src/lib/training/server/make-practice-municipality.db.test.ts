import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openLibraryPool } from '#lib/kernel/server/library-pool.ts';
import { actorOfAccount } from '#lib/people/server/read-actor.ts';
import { openSignIn, type SignIn } from '#lib/people/server/sign-in.ts';
import { countInbox, listInbox } from '#lib/requests/server/list-inbox.ts';
import { openTestDatabase, testKey, type TestDatabase } from '#test/test-database.ts';
import { buildTown } from '#test/town.ts';
import { makePracticeMunicipality } from './make-practice-municipality.ts';
import { offeredPeople, practicePassword } from './practice-log-ins.ts';

let db: TestDatabase;
let signIn: SignIn;
let endPool: () => Promise<void>;
const now = Temporal.Instant.from('2026-11-23T15:00:00Z');
const parts = () => ({ database: db.web, signIn, keyId: db.keys.current, publicUrl: 'http://localhost:3000' });

beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  const pool = openLibraryPool({ name: 'test sign-in', url: db.urls.web, size: 2 });
  endPool = () => pool.end();
  signIn = openSignIn({ pool, key: testKey });
});
afterAll(async () => {
  await endPool();
  await db.close();
});

describe('the practice municipality', () => {
  test('is made once by two processes that start together, and not beside another', async () => {
    const made = await Promise.all([makePracticeMunicipality(parts(), now), makePracticeMunicipality(parts(), now)]);
    expect(made.toSorted()).toEqual([false, true]);
    await buildTown(db.web, 2);
    expect(await makePracticeMunicipality(parts(), now)).toBe(false);
  });

  test('has 100 closed requests of real durations and ten open ones in all stages', async () => {
    const closed = await db.web
      .selectFrom('request')
      .select((row) => row.fn.countAll<number>().as('count'))
      .where('municipality_id', '=', 1 as never)
      .where('state', '=', 'closed')
      .executeTakeFirstOrThrow();
    expect(closed.count).toBe(100);
  });

  test('has pages for everybody: most words were looked at, some wait', async () => {
    const looked = await db.web
      .selectFrom('publication')
      .select((row) => row.fn.countAll<number>().as('count'))
      .where('municipality_id', '=', 1 as never)
      .executeTakeFirstOrThrow();
    expect(looked.count).toBeGreaterThan(90);
    expect(looked.count).toBeLessThan(110);
  });

  test('everybody on the sign-in page gets in, and sees what their level sees', async () => {
    const today = now.toZonedDateTimeISO('Europe/Rome').toPlainDate();
    for (const { email, level } of offeredPeople()) {
      const cookies = await signIn.enter({ email, password: practicePassword }, false);
      const headers = new Headers({ cookie: (cookies ?? []).map((cookie) => cookie.split(';')[0]).join('; ') });
      const session = await signIn.sessionOf(headers, false);
      const actor = session && (await actorOfAccount(db.web, 1 as never, session.account, today));
      if (!actor) throw new Error(`${email} does not get in`);
      const { open } = await countInbox(db.web, actor, now);
      if (level === 'council-member') expect(open).toBe(0);
      else if (level === 'mayor' || level === 'front-desk') expect(open).toBe(10);
      else expect(open).toBeLessThanOrEqual(10);
      const query = { view: 'closed', words: '', after: null, now } as const;
      const { rows } = await listInbox(db.web, actor, query);
      if (level === 'mayor') expect(rows.length).toBe(50);
    }
  });
});
