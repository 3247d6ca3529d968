import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Act } from '#lib/kernel/act.ts';
import type { RequestId, StepId } from '#lib/kernel/ids.ts';
import { refuse } from '#lib/kernel/refusal.ts';
import type { Tx } from '#lib/kernel/server/database.ts';
import { digestOfSecret, newFormKey } from '#lib/kernel/server/form-key.ts';
import { LookAgain, perform } from '#lib/kernel/server/perform.ts';
import { closeRequest, type CloseRequest } from '#lib/requests/server/close-request.ts';
import { doInspection } from '#lib/requests/server/end-inspection.ts';
import { planInspection } from '#lib/requests/server/plan-inspection.ts';
import { reportRequest } from '#lib/requests/server/report-request.ts';
import { takeInCharge } from '#lib/requests/server/take-in-charge.ts';
import { holding, untilWaiting } from '#test/interleave.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { aReport, buildTwoTowns, reported, type Town } from '#test/town.ts';

let db: TestDatabase;
let here: Town;
beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  [here] = await buildTwoTowns(db.web);
});
afterAll(() => db.close());

const plan = (request: RequestId, version = 1) => ({ request, version, date: '2099-01-02', time: null, note: null });
const close = (request: RequestId, version: number, endSteps: StepId[] = []): CloseRequest => ({
  request,
  version,
  outcome: 'solved',
  text: 'Riparata.',
  endSteps,
});

async function inCharge(): Promise<RequestId> {
  const { id: request } = await reported(here);
  expect(await perform(here.door, here.people.operator, null, takeInCharge, { request, version: 1 })).toEqual({
    ok: true,
  });
  return request;
}

async function kindsOf(request: RequestId): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`select kind from trail_entry e join trail_pending p
    on p.municipality_id = e.municipality_id and p.entry_id = e.id where request_id = ${request} order by seq`.execute(
    db.owner,
  );
  return rows.map(({ kind }) => kind);
}

describe('a step and the closing of its request, at once', () => {
  test('a step opened while its request is being closed is refused', async () => {
    const request = await inCharge();
    const closing = holding(closeRequest);
    const closed = perform(here.door, here.people.operator, null, closing.useCase, close(request, 2));
    await closing.reached;
    const planned = perform(here.door, here.people.head, null, planInspection, plan(request, 2));
    await untilWaiting(db.owner, 1);
    closing.release();
    expect(await closed).toEqual({ ok: true });
    expect(await planned).toEqual({ ok: false, reason: 'wrong-state' });
  });

  test('a closing that did not name the step opened meanwhile is refused', async () => {
    const request = await inCharge();
    const planning = holding(planInspection);
    const planned = perform(here.door, here.people.head, null, planning.useCase, plan(request, 2));
    await planning.reached;
    const closed = perform(here.door, here.people.operator, null, closeRequest, close(request, 2));
    await untilWaiting(db.owner, 1);
    planning.release();
    expect(await planned).toMatchObject({ ok: true });
    expect(await closed).toEqual({ ok: false, reason: 'steps-open' });
  });

  test('a closing that waits for an inspection being done does not cancel it', async () => {
    const request = await inCharge();
    const planned = await perform(here.door, here.people.operator, null, planInspection, plan(request, 2));
    if (!planned.ok) throw new Error(planned.reason);
    const doing = holding(doInspection);
    const done = perform(here.door, here.people.operator, null, doing.useCase, {
      request,
      step: planned.step,
      version: 1,
      findings: 'Vista.',
      files: [],
      holder: '',
    });
    await doing.reached;
    const closed = perform(here.door, here.people.head, null, closeRequest, close(request, 2, [planned.step]));
    await untilWaiting(db.owner, 1);
    doing.release();
    expect([await done, await closed]).toEqual([{ ok: true }, { ok: true }]);
    expect(await kindsOf(request)).toEqual([
      'request-received',
      'request-taken',
      'inspection-planned',
      'inspection-done',
      'request-closed',
    ]);
  });

  test('of two closings the second is told that it is closed', async () => {
    const request = await inCharge();
    const first = holding(closeRequest);
    const one = perform(here.door, here.people.operator, null, first.useCase, close(request, 2));
    await first.reached;
    const two = perform(here.door, here.people.head, null, closeRequest, close(request, 2));
    await untilWaiting(db.owner, 1);
    first.release();
    expect([await one, await two]).toEqual([{ ok: true }, { ok: false, reason: 'wrong-state' }]);
    expect((await kindsOf(request)).filter((kind) => kind === 'request-closed')).toHaveLength(1);
  });
});

describe('two people at once', () => {
  test('who plan on a received request both plan, and one of them takes it in charge', async () => {
    const { id: request } = await reported(here);
    const first = holding(planInspection);
    const one = perform(here.door, here.people.operator, null, first.useCase, plan(request));
    await first.reached;
    const two = perform(here.door, here.people.head, null, planInspection, plan(request));
    await untilWaiting(db.owner, 1);
    first.release();
    expect([await one, await two]).toMatchObject([{ ok: true }, { ok: true }]);
    expect(await kindsOf(request)).toEqual([
      'request-received',
      'inspection-planned',
      'request-taken',
      'inspection-planned',
    ]);
  });

  test('who take the same request in charge: the second is refused', async () => {
    const { id: request } = await reported(here);
    const answers = await Promise.all(
      [here.people.operator, here.people.head].map((who) =>
        perform(here.door, who, null, takeInCharge, { request, version: 1 }),
      ),
    );
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.reason)).sort()).toEqual(['ok', 'wrong-state']);
  });

  test('a form made from an older version is told so, and nothing of it stays', async () => {
    const request = await inCharge();
    const before = await kindsOf(request);
    expect(await perform(here.door, here.people.head, null, closeRequest, close(request, 1))).toEqual({
      ok: false,
      reason: 'changed-meanwhile',
    });
    expect(await kindsOf(request)).toEqual(before);
  });
});

describe('the door', () => {
  test('begins again when a look chose the wrong lock, and gives up after the fourth', async () => {
    let looks = 0;
    const wrongOnce = () => {
      looks += 1;
      return looks === 1 ? Promise.reject(new LookAgain()) : Promise.resolve({ ok: true as const, looks });
    };
    expect(await perform(here.door, here.people.operator, null, wrongOnce, {})).toEqual({ ok: true, looks: 2 });
    let tries = 0;
    const alwaysWrong = () => {
      tries += 1;
      return Promise.reject<{ ok: true }>(new LookAgain());
    };
    await expect(perform(here.door, here.people.operator, null, alwaysWrong, {})).rejects.toBeInstanceOf(LookAgain);
    expect(tries).toBe(4);
  });

  test('begins again after a deadlock, so that both acts go through', async () => {
    const [a, b] = [(await reported(here)).id, (await reported(here)).id];
    const arrived = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()] as const;
    const lockBoth = (mine: 0 | 1) => async (tx: Tx<'request'>, act: Act, ids: readonly RequestId[]) => {
      for (const id of ids) {
        const found = tx
          .selectFrom('request')
          .select('id')
          .where('municipality_id', '=', act.municipality)
          .where('id', '=', id);
        await found.forUpdate().executeTakeFirstOrThrow();
        arrived[mine].resolve(undefined);
        await arrived[mine === 0 ? 1 : 0].promise;
      }
      return { ok: true as const };
    };
    const answers = await Promise.all([
      perform(here.door, here.people.operator, null, lockBoth(0), [a, b]),
      perform(here.door, here.people.head, null, lockBoth(1), [b, a]),
    ]);
    expect(answers).toEqual([{ ok: true }, { ok: true }]);
  });

  test('a form sent again while the first is under way waits for its answer and gets the same', async () => {
    const held = { key: newFormKey(), holder: digestOfSecret('draft') };
    const first = holding(reportRequest);
    // The digest covers the use case's name: a form is the same only for the same act.
    Object.defineProperty(first.useCase, 'name', { value: reportRequest.name });
    const one = perform(here.door, here.citizen, held, first.useCase, aReport(here));
    await first.reached;
    const two = perform(here.door, here.citizen, held, reportRequest, aReport(here));
    await untilWaiting(db.owner, 1);
    first.release();
    expect(await one).toMatchObject({ ok: true });
    expect(await two).toEqual(await one);
  });

  test('a form sent again while the first is refused takes the key over', async () => {
    const held = { key: newFormKey(), holder: digestOfSecret('draft') };
    const refused = holding(() => Promise.resolve(refuse('unknown-category')));
    const one = perform(here.door, here.citizen, held, refused.useCase, aReport(here));
    await refused.reached;
    const two = perform(here.door, here.citizen, held, reportRequest, aReport(here));
    await untilWaiting(db.owner, 1);
    refused.release();
    expect(await one).toEqual({ ok: false, reason: 'unknown-category' });
    expect(await two).toMatchObject({ ok: true });
  });
});
