import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { levels, type Actor, type Level } from '#lib/kernel/actor.ts';
import type { RequestId, StepId } from '#lib/kernel/ids.ts';
import { citizenActions, grid, type CitizenAction, type RequestAction } from '#lib/kernel/permissions.ts';
import type { Outcome as Answer } from '#lib/kernel/refusal.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { givePositionsToAll } from '#lib/trail/server/give-positions.ts';
import { rebuildLeaves } from '#test/rebuild-leaves.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { buildTwoTowns, reported, type Town } from '#test/town.ts';
import { outcomes, type State } from '../request.ts';
import { allows, closingOutcomes, transitions, type Transition } from '../transitions.ts';
import { answerQuestion } from './answer-question.ts';
import { askCitizen } from './ask-citizen.ts';
import { cancelQuestion } from './cancel-question.ts';
import { changeDanger } from './change-danger.ts';
import { closeRequest, type CloseRequest } from './close-request.ts';
import { cancelInspection, doInspection } from './end-inspection.ts';
import { eraseRequest } from './erase-request.ts';
import { handOutPassword } from './help-with-access.ts';
import { planInspection } from './plan-inspection.ts';
import { readRequest } from './read-request.ts';
import { rateRequest } from './rate-request.ts';
import { readTimeline } from './read-timeline.ts';
import { remindOffice } from './remind-office.ts';
import { reopenRequest } from './reopen-request.ts';
import { sendPhotos } from './send-photos.ts';
import { takeInCharge } from './take-in-charge.ts';
import { withdrawRequest } from './withdraw-request.ts';
import { addNote, sendMessage } from './write-on-request.ts';
import { writeToOffice } from './write-to-office.ts';
import { heldPhoto } from '#test/held-photo.ts';

let db: TestDatabase;
let here: Town;
let there: Town;
beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  [here, there] = await buildTwoTowns(db.web);
});
afterAll(() => db.close());

type Case = { request: RequestId; version: number; step: StepId | null };
const nowhere = '00000000-0000-7000-8000-000000000000' as StepId;

async function done<Result extends Answer>(answer: Promise<Result>): Promise<Extract<Result, { ok: true }>> {
  const settled = await answer;
  if (!settled.ok) throw new Error(`refused: ${JSON.stringify(settled)}`);
  return settled as Extract<Result, { ok: true }>;
}

/** A request brought to a state, in charge with an inspection planned. */
async function requestIn(state: State): Promise<Case> {
  const { id: request } = await reported(here);
  if (state === 'received') return { request, version: 1, step: null };
  const by = here.people.operator;
  await done(perform(here.door, by, null, takeInCharge, { request, version: 1 }));
  const { step } = await done(act.plan(by, { request, version: 2, step: null }));
  if (state === 'in-charge') return { request, version: 2, step };
  await done(perform(here.door, by, null, closeRequest, closing({ request, version: 2, step })));
  return { request, version: 3, step };
}

const closing = ({ request, version, step }: Case, outcome: CloseRequest['outcome'] = 'redirected'): CloseRequest => ({
  request,
  version,
  outcome,
  text: 'È del gestore.',
  endSteps: step ? [step] : [],
});

const act = {
  plan: (by: Actor, { request, version }: Case) =>
    perform(here.door, by, null, planInspection, {
      request,
      version,
      date: '2099-01-02',
      time: '09:30',
      note: 'Suoniamo noi.',
    }),
};

/** A question of its own to be answered or taken back, where the state takes one. */
async function asked({ request }: Case): Promise<StepId> {
  const question = { request, text: 'È il lato del mare?', days: 10 };
  const answer = await perform(here.door, here.people.operator, null, askCitizen, question);
  return answer.ok ? answer.step : nowhere;
}

const tryTo: Record<Transition, (by: Actor, on: Case) => Promise<Answer>> = {
  'take-in-charge': (by, { request, version }) => perform(here.door, by, null, takeInCharge, { request, version }),
  message: (by, { request }) => perform(here.door, by, null, sendMessage, { request, text: 'Buongiorno.' }),
  note: (by, { request }) => perform(here.door, by, null, addNote, { request, text: 'Chiamato il cantiere.' }),
  'plan-inspection': act.plan,
  'do-inspection': (by, { request, step }) =>
    perform(here.door, by, null, doInspection, {
      request,
      step: step ?? nowhere,
      version: 1,
      findings: 'Buca di 40 cm.',
      files: [],
      holder: '',
    }),
  'cancel-inspection': (by, { request, step }) =>
    perform(here.door, by, null, cancelInspection, { request, step: step ?? nowhere, version: 1, reason: 'Piove.' }),
  'change-danger': (by, { request, version }) =>
    perform(here.door, by, null, changeDanger, { request, version, danger: true, reason: 'Sta cedendo.' }),
  'help-with-access': (by, { request, version }) => perform(here.door, by, null, handOutPassword, { request, version }),
  close: (by, on) => perform(here.door, by, null, closeRequest, closing(on)),
  'ask-citizen': (by, { request }) => perform(here.door, by, null, askCitizen, { request, text: 'Dove?', days: 5 }),
  'cancel-question': async (by, on) => {
    const taken = { request: on.request, step: await asked(on), version: 1, reason: 'Lo sappiamo già.' };
    return perform(here.door, by, null, cancelQuestion, taken);
  },
  reopen: (by, { request, version }) =>
    perform(here.door, by, null, reopenRequest, { request, version, reason: 'La buca c’è ancora.' }),
  answer: async (by, on) => {
    const answer = { request: on.request, step: await asked(on), version: 1, text: 'Sì.', files: [], holder: '' };
    return perform(here.door, by, null, answerQuestion, answer);
  },
  write: (by, { request }) => perform(here.door, by, null, writeToOffice, { request, text: 'È peggiorata.' }),
  'add-photos': async (by, { request }) =>
    perform(here.door, by, null, sendPhotos, { request, text: null, ...(await heldPhoto(db.owner, here.id)) }),
  remind: (by, { request }) =>
    perform({ ...here.door, clock: () => here.door.clock().add({ hours: 24 * 7 }) }, by, null, remindOffice, {
      request,
      text: null,
    }),
  withdraw: (by, { request, version }) =>
    perform(here.door, by, null, withdrawRequest, { request, version, reason: null }),
  rate: (by, { request }) => perform(here.door, by, null, rateRequest, { request, helped: 'partly', text: null }),
};
const all = Object.keys(transitions) as Transition[];
const isStaffs = (transition: Transition): transition is Transition & RequestAction => transition in grid.operator;
const ofStaff = all.filter(isStaffs);
const ofCitizen = citizenActions.filter((action): action is CitizenAction & Transition => action !== 'read');
/** Whoever does it: the office, the desk where the office may not, or the request's citizen. */
const doer = (transition: Transition, { request }: Case): Actor => {
  if (!isStaffs(transition)) return { ...here.citizen, request };
  return grid.operator[transition] === 'none' ? here.people['front-desk'] : here.people.operator;
};
const states: readonly State[] = ['received', 'in-charge', 'closed'];

describe('the table of transitions', () => {
  test.each(all.flatMap((transition) => states.map((state) => ({ transition, state }))))(
    '$transition when $state is as the table has it',
    async ({ transition, state }) => {
      const on = await requestIn(state);
      const before = await entriesOf(on.request);
      const answer = await tryTo[transition](doer(transition, on), on);
      if (!allows(state, transition)) {
        expect(answer).toEqual({ ok: false, reason: 'wrong-state' });
        expect(await entriesOf(on.request)).toEqual(before);
        return;
      }
      if (state === 'received' && (transition === 'do-inspection' || transition === 'cancel-inspection')) {
        expect(answer).toEqual({ ok: false, reason: 'unknown-step' });
        return;
      }
      expect(answer).toMatchObject({ ok: true });
      const { to } = transitions[transition];
      expect(await readRequest(db.web, here.people.operator, on.request)).toMatchObject({
        // What was closed here had been in charge of somebody.
        state: to === 'same' ? state : to === 'held' ? 'in-charge' : to,
      });
    },
  );

  test.each(states.flatMap((state) => outcomes.map((outcome) => ({ state, outcome }))))(
    'closing as $outcome when $state is as the table has it',
    async ({ state, outcome }) => {
      const on = await requestIn(state);
      const answer = await perform(
        here.door,
        here.people.operator,
        null,
        closeRequest,
        closing(on, outcome as CloseRequest['outcome']),
      );
      if (state === 'closed') expect(answer).toEqual({ ok: false, reason: 'wrong-state' });
      else if (!closingOutcomes(state).includes(outcome))
        expect(answer).toEqual({ ok: false, reason: 'wrong-outcome' });
      else expect(answer).toEqual({ ok: true });
    },
  );
});

/** One in which the act is possible. */
function stateFor(action: Transition): State {
  const { from } = transitions[action];
  return (from as readonly State[]).includes('in-charge') ? 'in-charge' : from[0];
}

describe('the grid of permissions', () => {
  test.each(levels.flatMap((level) => ofStaff.map((action) => ({ level, action }))))(
    '$level, $action: as the grid has it in the own office',
    async ({ level, action }) => {
      const on = await requestIn(stateFor(action));
      const answer = await tryTo[action](here.people[level], on);
      if (grid[level][action] === 'none') expect(answer).toEqual({ ok: false, reason: 'not-allowed' });
      else expect(answer).toMatchObject({ ok: true });
    },
  );

  test.each(ofCitizen)('%s is the request’s own citizen’s, and nobody else’s', async (action) => {
    const on = await requestIn(stateFor(action));
    const other = await requestIn('received');
    const refused = { ok: false, reason: 'not-allowed' };
    expect(await tryTo[action]({ ...here.citizen, request: other.request }, on)).toEqual(refused);
    expect(await tryTo[action](here.citizen, on)).toEqual(refused);
    if (!isStaffs(action)) {
      for (const level of levels) expect(await tryTo[action](here.people[level], on), level).toEqual(refused);
    }
    expect(await tryTo[action]({ kind: 'clock', municipality: here.id }, on)).toEqual(refused);
    await expect(tryTo[action]({ ...there.citizen, request: on.request }, on)).rejects.toThrow('another municipality');
    const fromThere = await perform(there.door, { ...there.citizen, request: on.request }, null, writeToOffice, {
      request: on.request,
      text: 'x',
    });
    expect(fromThere).toEqual(refused);
    expect(await tryTo[action]({ ...here.citizen, request: on.request }, on)).toMatchObject({ ok: true });
  });

  test.each(ofStaff)('%s is refused to the other office, the citizen and the other municipality', async (action) => {
    const on = await requestIn(stateFor(action));
    const refused = { ok: false, reason: 'not-allowed' };
    expect(await tryTo[action](here.gardener, on)).toEqual(refused);
    if (action !== 'reopen') {
      expect(await tryTo[action]({ ...here.citizen, request: on.request }, on)).toEqual(refused);
    }
    await expect(tryTo[action](there.people.administrator, on)).rejects.toThrow('another municipality');
    const fromThere = await perform(there.door, there.people.administrator, null, addNote, {
      request: on.request,
      text: 'x',
    });
    expect(fromThere).toEqual(refused);
  });
});

type Entry = { kind: string; visibility: string; version: number | null };
async function entriesOf(request: RequestId): Promise<Entry[]> {
  while (await givePositionsToAll(db.worker, []));
  const { rows } = await sql<Entry>`select kind, visibility, subject_version as version from trail_entry e
    join trail_position p on p.municipality_id = e.municipality_id and p.entry_id = e.id
    where request_id = ${request} order by position`.execute(db.owner);
  return rows;
}

describe('a life', () => {
  test('leaves its entries, each for whom it is', async () => {
    const on = await requestIn('received');
    const by = here.people.operator;
    await done(tryTo['take-in-charge'](by, on));
    const { step } = await done(act.plan(by, { ...on, version: 2 }));
    await done(tryTo.note(by, on));
    await done(tryTo['do-inspection'](by, { ...on, step }));
    await done(tryTo.message(by, on));
    await done(perform(here.door, by, null, closeRequest, closing({ ...on, version: 2 }, 'solved')));
    expect(await entriesOf(on.request)).toEqual([
      { kind: 'request-received', visibility: 'citizen', version: 1 },
      { kind: 'request-taken', visibility: 'citizen', version: 2 },
      { kind: 'inspection-planned', visibility: 'citizen', version: 1 },
      { kind: 'note', visibility: 'staff', version: null },
      { kind: 'inspection-done', visibility: 'citizen', version: 2 },
      { kind: 'message-to-citizen', visibility: 'citizen', version: null },
      { kind: 'request-closed', visibility: 'citizen', version: 3 },
    ]);
    const citizen = await readTimeline(db.web, here.id, on.request, 'citizen');
    expect(citizen.map(({ kind }) => kind)).not.toContain('note');
    expect(citizen.at(0)?.actor).toEqual({ name: 'Maria Rossi', level: 'citizen', title: null, unit: null });
    expect(citizen.at(1)?.actor).toEqual({
      name: 'Anna Strada',
      level: 'operator',
      title: 'Operatrice',
      unit: 'Strade',
    });
    expect(await readTimeline(db.web, there.id, on.request, 'staff')).toEqual([]);
  });

  test('one act stands once on the timeline, with what else it did, before and after its entries have positions', async () => {
    const on = await requestIn('received');
    const { step } = await done(act.plan(here.people.operator, on));
    await done(perform(here.door, here.people.operator, null, closeRequest, closing({ ...on, version: 2, step })));
    const look = async () =>
      (await readTimeline(db.web, here.id, on.request, 'citizen')).map(({ kind, also }) => ({ kind, also }));
    const expected = [
      { kind: 'request-received', also: [] },
      { kind: 'inspection-planned', also: ['request-taken'] },
      { kind: 'request-closed', also: ['inspection-cancelled'] },
    ];
    expect(await look()).toEqual(expected);
    while (await givePositionsToAll(db.worker, []));
    expect(await look()).toEqual(expected);
  });

  test('is answered for by the head of the office until somebody takes it by name', async () => {
    const on = await requestIn('received');
    const read = () => readRequest(db.web, here.people.operator, on.request);
    expect((await read())?.responsible).toMatchObject({ name: 'Marco Capo', named: false });
    await done(tryTo['take-in-charge'](here.people.operator, on));
    expect((await read())?.responsible).toMatchObject({ name: 'Anna Strada', named: true });
    const { id: green } = await reported(here, { category: here.categories.green });
    expect((await readRequest(db.web, here.gardener, green))?.responsible ?? null).toBeNull();
  });

  test('a day long past is refused for an inspection', async () => {
    const on = await requestIn('in-charge');
    const plan = { request: on.request, version: 2, date: '2020-01-02', time: null, note: null };
    expect(await perform(here.door, here.people.operator, null, planInspection, plan)).toEqual({
      ok: false,
      reason: 'date-past',
    });
  });

  test('a step of another request is unknown', async () => {
    const [mine, other] = [await requestIn('in-charge'), await requestIn('in-charge')];
    expect(await tryTo['do-inspection'](here.people.operator, { ...mine, step: other.step })).toEqual({
      ok: false,
      reason: 'unknown-step',
    });
  });

  test('a step ended by somebody else meanwhile is told as changed', async () => {
    const on = await requestIn('in-charge');
    await done(tryTo['cancel-inspection'](here.people.head, on));
    expect(await tryTo['do-inspection'](here.people.operator, on)).toEqual({ ok: false, reason: 'changed-meanwhile' });
  });
});

describe('erasing', () => {
  const erase = (by: Actor, on: Case) =>
    perform(here.door, by, null, eraseRequest, { request: on.request, version: on.version });

  test.each(levels)('%s: allowed to the administrator only', async (level: Level) => {
    const on = await requestIn('closed');
    const answer = await erase(here.people[level], on);
    if (level === 'administrator') expect(answer).toMatchObject({ ok: true });
    else expect(answer).toEqual({ ok: false, reason: 'not-allowed' });
  });

  test('waits until the request is closed, and for who saw its last version', async () => {
    const admin = here.people.administrator;
    expect(await erase(admin, await requestIn('in-charge'))).toEqual({ ok: false, reason: 'wrong-state' });
    const on = await requestIn('closed');
    expect(await erase(admin, { ...on, version: 2 })).toEqual({ ok: false, reason: 'changed-meanwhile' });
    await expect(erase(there.people.administrator, on)).rejects.toThrow('another municipality');
  });

  test('takes what was written and who asked, everywhere at once, and leaves who acted and every leaf', async () => {
    const on = await requestIn('closed');
    await done(tryTo.note(here.people.operator, on));
    const leaves = async () =>
      (
        await sql<{ leaf: string }>`select encode(leaf, 'hex') as leaf from trail_entry where request_id = ${on.request}
        order by recorded_at, id`.execute(db.owner)
      ).rows.map(({ leaf }) => leaf);
    const before = await leaves();
    const { parts } = await done(erase(here.people.administrator, on));
    // texts of report, plan, closing and note, and the citizen's name
    expect(parts).toBe(5);

    const after = await leaves();
    expect(after.slice(0, before.length)).toEqual(before);
    const timeline = await readTimeline(db.web, here.id, on.request, 'staff');
    expect(timeline.every(({ text }) => text === null)).toBe(true);
    expect(timeline.map(({ kind, actor }) => [kind, actor.name])).toEqual([
      ['request-received', null],
      ['request-taken', 'Anna Strada'],
      ['inspection-planned', 'Anna Strada'],
      ['request-closed', 'Anna Strada'],
      ['note', 'Anna Strada'],
      ['content-erased', 'Carlo Macchina'],
    ]);
    expect(timeline.at(-1)?.detail).toEqual({ parts: 5 });

    const view = await readRequest(db.web, here.people.operator, on.request);
    expect(view).toMatchObject({
      title: '',
      body: '',
      place: '',
      outcomeText: null,
      author: { name: '', email: null, phone: null },
    });
    expect(view?.steps.map(({ note, findings }) => [note, findings])).toEqual([[null, null]]);
    const { rows } = await sql<{ left: number }>`select count(*)::int as left from request
      where id = ${on.request} and search @@ to_tsquery('simple', 'rossi | buca')`.execute(db.owner);
    expect(rows).toEqual([{ left: 0 }]);
    expect((await rebuildLeaves(db.urls.owner)).problems).toEqual([]);
  });
});
