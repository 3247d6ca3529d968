import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { parseReference, writeReference, type Reference } from '#lib/kernel/reference.ts';
import type { WatchId } from '#lib/kernel/ids.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { watchTokenOf } from '#lib/kernel/server/secrets.ts';
import { systemClock } from '#lib/kernel/server/system-clock.ts';
import { projectPublic } from '#lib/publication/server/project-public.ts';
import { decideWording } from '#lib/publication/server/decide-wording.ts';
import { closeRequest } from '#lib/requests/server/close-request.ts';
import { readRequest } from '#lib/requests/server/read-request.ts';
import { takeInCharge } from '#lib/requests/server/take-in-charge.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { buildTwoTowns, reported, type Town } from '#test/town.ts';
import { keptAfterClosing, timeToConfirm } from '../watch.ts';
import { askToWatch, type AskToWatch } from './ask-to-watch.ts';
import { confirmWatch, endWatch } from './decide-watch.ts';
import { forgetWatches } from './forget-watches.ts';
import { countWatchers, countWatchersFor } from './list-watchers.ts';
import { openWatch } from './open-watch.ts';

let db: TestDatabase;
let here: Town;
let there: Town;

beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  [here, there] = await buildTwoTowns(db.web);
});
afterAll(() => db.close());

type Made = { id: Awaited<ReturnType<typeof reported>>['id']; reference: Reference };

async function made(town = here): Promise<Made> {
  const { id, reference: written } = await reported(town);
  const reference = parseReference(written);
  if (!reference) throw new Error('no reference');
  await project(id, town);
  return { id, reference };
}

/** What the publication's follower does. */
const project = (id: Made['id'], town = here) =>
  db.worker.transaction().execute((tx) => projectPublic(tx, town.id, [id]));

const visitor = (town: Town) => ({ kind: 'citizen', municipality: town.id, name: '', request: null }) as const;
const ask = ({ reference }: Made, changes: Partial<AskToWatch> = {}, town = here) =>
  perform(town.door, visitor(town), null, askToWatch, {
    reference,
    email: 'Luca.Neri@example.it',
    language: 'de',
    keyId: db.keys.current,
    ...changes,
  });

async function watches(town: Town, { id }: Made) {
  return db.owner
    .selectFrom('watch')
    .select(['id', 'email', 'language', 'asked_act', 'confirmed_at'])
    .where('municipality_id', '=', town.id)
    .where('request_id', '=', id)
    .execute();
}

async function watchOf(request: Made, town = here): Promise<WatchId> {
  const [row] = await watches(town, request);
  if (!row) throw new Error('nobody watches');
  return row.id;
}

const tokenOf = (watch: WatchId, town = here) =>
  watchTokenOf(db.keys, { municipality: town.id, watch, keyId: db.keys.current });
const open = (watch: WatchId, { now = systemClock(), town = here, token = tokenOf(watch) } = {}) =>
  openWatch(db.web, db.keys, { municipality: town.id, link: { watch, token }, now });

async function watching(request: Made): Promise<WatchId> {
  await ask(request);
  const watch = await watchOf(request);
  const opened = await open(watch);
  if (!opened) throw new Error('not opened');
  expect(await perform(here.door, opened.actor, null, confirmWatch, { watch })).toEqual({ ok: true });
  return watch;
}

const count = async ({ reference }: Made, town = here) =>
  (await countWatchers(db.web, town.id, [reference])).get(writeReference(reference)) ?? 0;

describe('asking', () => {
  test('keeps the address once, however often and in whatever letters it is asked for', async () => {
    const request = await made();
    expect(await ask(request)).toEqual({ ok: true });
    const [first] = await watches(here, request);
    expect(await ask(request, { email: 'luca.neri@EXAMPLE.it', language: 'it' })).toEqual({ ok: true });
    const rows = await watches(here, request);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ id: first?.id, email: 'luca.neri@example.it', language: 'de', confirmed_at: null });
    expect(rows[0]?.asked_act).not.toBe(first?.asked_act);
  });

  test('is answered the same for an address that watches already, and leaves it watching', async () => {
    const request = await made();
    await watching(request);
    expect(await ask(request)).toEqual({ ok: true });
    expect(await count(request)).toBe(1);
  });

  test('leaves an entry that names neither the request nor the address', async () => {
    const request = await made();
    await ask(request);
    const entries = await db.owner
      .selectFrom('trail_entry')
      .select(['request_id', 'subject_id', 'facts'])
      .where('kind', '=', 'watch-asked')
      .execute();
    expect(entries.length).toBeGreaterThan(0);
    for (const { request_id, subject_id, facts } of entries) {
      expect([request_id, subject_id]).toEqual([null, null]);
      expect(facts).not.toContain('example.it');
      expect(facts).not.toContain(request.id);
    }
  });

  test('is refused for what is hidden, closed, of another municipality, or not there, all alike', async () => {
    const [hidden, closed, theirs] = [await made(), await made(), await made(there)];
    await perform(here.door, here.people['front-desk'], null, decideWording, {
      request: hidden.id,
      version: 0,
      decision: 'hidden',
      wording: { title: '', body: '', place: '' },
    });
    await close(closed);
    const refused = { ok: false, reason: 'not-open' };
    expect(await ask(hidden)).toEqual(refused);
    expect(await ask(closed)).toEqual(refused);
    expect(await ask({ ...theirs, reference: { series: '', year: 2026, number: 99_999 } })).toEqual(refused);
    // The same number is another request here; nobody watches theirs.
    expect(await watches(there, theirs)).toEqual([]);
    const staff = here.people.operator;
    const input = { reference: hidden.reference, email: 'a@example.it', language: 'it', keyId: 'test' } as const;
    expect(await perform(here.door, staff, null, askToWatch, input)).toEqual({ ok: false, reason: 'not-allowed' });
  });
});

async function close({ id }: Made): Promise<void> {
  const staff = here.people.operator;
  await perform(here.door, staff, null, takeInCharge, { request: id, version: 1 });
  const outcome = { outcome: 'solved', text: 'Fatto.', endSteps: [] } as const;
  expect(await perform(here.door, staff, null, closeRequest, { request: id, version: 2, ...outcome })).toEqual({
    ok: true,
  });
  await project(id);
}

describe('the link', () => {
  test('opens its own watch alone, and gives no right to the request', async () => {
    const [mine, other] = [await made(), await made()];
    await ask(mine);
    await ask(other);
    const [watch, another] = [await watchOf(mine), await watchOf(other)];
    const opened = await open(watch);
    expect(opened).toMatchObject({ watch, email: 'luca.neri@example.it', confirmed: false, reference: mine.reference });
    if (!opened) throw new Error('not opened');
    expect(await readRequest(db.web, opened.actor, mine.id)).toBeNull();
    expect(await open(watch, { token: tokenOf(another) })).toBeNull();
    expect(await open(watch, { town: there })).toBeNull();
    for (const useCase of [confirmWatch, endWatch]) {
      const tried = await perform(here.door, opened.actor, null, useCase, { watch: another });
      expect(tried).toEqual({ ok: false, reason: 'not-allowed' });
      const unheld = await perform(here.door, visitor(here), null, useCase, { watch });
      expect(unheld).toEqual({ ok: false, reason: 'not-allowed' });
    }
    expect(await count(other)).toBe(0);
  });

  test('says yes within a day, then it is gone; asked again, the same link holds again', async () => {
    const request = await made();
    await ask(request);
    const watch = await watchOf(request);
    const late = systemClock().add(timeToConfirm);
    expect(await open(watch, { now: late })).toBeNull();
    await watching(request);
    expect(await open(watch, { now: late.add(timeToConfirm) })).toMatchObject({ confirmed: true });
  });

  test('ends the watch, and nothing of it is left', async () => {
    const request = await made();
    const watch = await watching(request);
    const opened = await open(watch);
    if (!opened) throw new Error('not opened');
    expect(await perform(here.door, opened.actor, null, endWatch, { watch })).toEqual({ ok: true });
    expect(await watches(here, request)).toEqual([]);
    expect(await open(watch)).toBeNull();
    expect(await perform(here.door, opened.actor, null, confirmWatch, { watch })).toEqual({
      ok: false,
      reason: 'gone',
    });
  });
});

test('how many watch is told of those who said yes, to everybody whom it concerns', async () => {
  const request = await made();
  await watching(request);
  await ask(request, { email: 'altra@example.it' });
  expect(await count(request)).toBe(1);
  expect(await count(request, there)).toBe(0);
  const subject = (await readRequest(db.web, here.people.operator, request.id))?.subject;
  if (!subject) throw new Error('none');
  expect(await countWatchersFor(db.web, here.people.operator, subject)).toBe(1);
  expect(await countWatchersFor(db.web, here.gardener, subject)).toBe(0);
  expect(await countWatchersFor(db.web, there.people.administrator, subject)).toBe(0);
});

test('an address is forgotten a day after nobody said yes, and some time after the closing', async () => {
  const [asked, open, closed] = [await made(), await made(), await made()];
  await ask(asked);
  await watching(open);
  await watching(closed);
  await close(closed);
  const now = systemClock();
  const kept = async () =>
    (await Promise.all([asked, open, closed].map((each) => watches(here, each)))).map((rows) => rows.length);
  await forgetWatches(db.worker, here.id, now);
  expect(await kept()).toEqual([1, 1, 1]);
  await forgetWatches(db.worker, there.id, now.add(keptAfterClosing).add({ hours: 1 }));
  expect(await kept()).toEqual([1, 1, 1]);
  await forgetWatches(db.worker, here.id, now.add(timeToConfirm).add({ hours: 1 }));
  expect(await kept()).toEqual([0, 1, 1]);
  await forgetWatches(db.worker, here.id, now.add(keptAfterClosing).add({ hours: 1 }));
  expect(await kept()).toEqual([0, 1, 0]);
});
