import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openLibraryPool } from '#lib/kernel/server/library-pool.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { openTestDatabase, testKey, type TestDatabase } from '#test/test-database.ts';
import { buildTwoTowns, type Town } from '#test/town.ts';
import { addPerson } from './add-person.ts';
import { actorOfAccount } from './read-actor.ts';
import { openSignIn, type SignIn } from './sign-in.ts';

let db: TestDatabase;
let here: Town;
let there: Town;
let signIn: SignIn;
let account: string;
let endPool: () => Promise<void>;

const email = 'anna.bianchi@example.it';
const password = 'una password lunga';
const today = Temporal.PlainDate.from('2026-11-23');

beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  [here, there] = await buildTwoTowns(db.web);
  const pool = openLibraryPool({ name: 'test sign-in', url: db.urls.web, size: 2 });
  endPool = () => pool.end();
  signIn = openSignIn({ pool, key: testKey });
  account = await signIn.createAccount({ email, password, name: 'Anna Bianchi' });
  await perform(here.door, { kind: 'installation', municipality: here.id }, null, addPerson, {
    name: 'Anna Bianchi',
    email,
    phone: null,
    account,
    posts: [{ level: 'operator', title: 'Operatrice', office: here.offices.roads, sector: null, from: '2020-01-01' }],
  });
});
afterAll(async () => {
  await endPool();
  await db.close();
});

function cookieHeaders(cookies: string[]): Headers {
  return new Headers({ cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') });
}

describe('signing in', () => {
  test('opens a session that the cookie finds again, until it is left', async () => {
    const cookies = await signIn.enter({ email, password }, false);
    expect(cookies).not.toBeNull();
    const headers = cookieHeaders(cookies ?? []);
    expect(await signIn.sessionOf(headers, false)).toMatchObject({ account });
    await signIn.leave(headers, false);
    expect(await signIn.sessionOf(headers, false)).toBeNull();
  });

  test('a wrong password and an unknown address are answered alike', async () => {
    expect(await signIn.enter({ email, password: 'un’altra password' }, false)).toBeNull();
    expect(await signIn.enter({ email: 'nobody@example.it', password }, false)).toBeNull();
  });

  test('cookies are Secure exactly when the page came by https', async () => {
    const flags = async (secure: boolean) =>
      (await signIn.enter({ email, password }, secure))?.every((cookie) => /;\s*secure/i.test(cookie));
    expect(await flags(true)).toBe(true);
    expect(await flags(false)).toBe(false);
  });

  test('an account is a person only where it is linked to one', async () => {
    expect(await actorOfAccount(db.web, here.id, account, today)).toMatchObject({ name: 'Anna Bianchi' });
    expect(await actorOfAccount(db.web, there.id, account, today)).toBeNull();
  });

  test('a post that has not begun gives nothing yet', async () => {
    const actor = await actorOfAccount(db.web, here.id, account, Temporal.PlainDate.from('2019-12-31'));
    expect(actor?.posts).toEqual([]);
  });
});
