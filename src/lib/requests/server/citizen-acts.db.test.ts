import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { Actor } from '#lib/kernel/actor.ts';
import type { RequestId, StepId } from '#lib/kernel/ids.ts';
import type { Outcome } from '#lib/kernel/refusal.ts';
import type { DB } from '#lib/kernel/server/database-types.ts';
import { perform, type UseCase } from '#lib/kernel/server/perform.ts';
import { heldPhoto } from '#test/held-photo.ts';
import { holding, untilWaiting } from '#test/interleave.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { buildTwoTowns, reported, type Town } from '#test/town.ts';
import { lapseQuestions } from '../../../background-questions.ts';
import { citizenLimits } from '../citizen-limits.ts';
import { ratingOfTimeline } from '../rating.ts';
import { answerQuestion } from './answer-question.ts';
import { askCitizen } from './ask-citizen.ts';
import { cancelQuestion } from './cancel-question.ts';
import { closeRequest } from './close-request.ts';
import { eraseRequest } from './erase-request.ts';
import { lapseQuestion, questionsToLapse } from './lapse-question.ts';
import { listInbox } from './list-inbox.ts';
import { planInspection } from './plan-inspection.ts';
import { rateRequest } from './rate-request.ts';
import { readRequest } from './read-request.ts';
import { readTimeline } from './read-timeline.ts';
import { remindOffice } from './remind-office.ts';
import { reopenRequest } from './reopen-request.ts';
import { roomForPhotos } from './room-for-photos.ts';
import { sendPhotos } from './send-photos.ts';
import { takeInCharge } from './take-in-charge.ts';
import { withdrawRequest } from './withdraw-request.ts';
import { addNote, sendMessage } from './write-on-request.ts';
import { writeToOffice } from './write-to-office.ts';

const monday = Temporal.Instant.from('2026-11-23T09:00:00Z');
let now = monday;
let db: TestDatabase;
let here: Town;
let there: Town;
beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  [here, there] = await buildTwoTowns(db.web, { clock: () => now });
});
beforeEach(() => {
  now = monday;
});
afterAll(() => db.close());

const later = (days: number) => {
  now = monday.add({ hours: 24 * days });
};
const citizenOf = (request: RequestId): Actor => ({ ...here.citizen, request });

function act<T extends keyof DB, Input, Result extends Outcome>(
  by: Actor,
  useCase: UseCase<T, Input, Result>,
  input: Input,
) {
  return perform(here.door, by, null, useCase, input);
}

async function done<Result extends Outcome>(answer: Promise<Result>): Promise<Extract<Result, { ok: true }>> {
  const settled = await answer;
  if (!settled.ok) throw new Error(`refused: ${JSON.stringify(settled)}`);
  return settled as Extract<Result, { ok: true }>;
}

async function inCharge(): Promise<RequestId> {
  const { id: request } = await reported(here);
  await done(act(here.people.operator, takeInCharge, { request, version: 1 }));
  return request;
}

async function closed(): Promise<RequestId> {
  const request = await inCharge();
  await done(act(here.people.operator, closeRequest, closing(request)));
  return request;
}

const closing = (request: RequestId, endSteps: StepId[] = [], version = 2) =>
  ({ request, version, outcome: 'solved', text: 'Riparata.', endSteps }) as const;
const ask = async (request: RequestId, days = 10) =>
  (await done(act(here.people.operator, askCitizen, { request, text: 'Da che lato è?', days }))).step;
const answering = (request: RequestId, step: StepId, text = 'Dal lato del mare.') => ({
  request,
  step,
  version: 1,
  text,
  files: [],
  holder: '',
});
const view = async (request: RequestId) => {
  const found = await readRequest(db.web, here.people.operator, request);
  if (!found) throw new Error('not there');
  return found;
};
const kinds = async (request: RequestId) =>
  (await readTimeline(db.web, here.id, request, 'citizen')).map(({ kind, also }) => [kind, ...also].join('+'));

describe('a question to the citizen', () => {
  test('waits for the answer, which ends it', async () => {
    const request = await inCharge();
    const step = await ask(request);
    expect(await view(request)).toMatchObject({ stage: 'waiting', state: 'in-charge' });
    const [question] = (await view(request)).questions;
    expect(question).toMatchObject({ id: step, question: 'Da che lato è?', state: 'asked', holder: 'Anna Strada' });
    expect(question?.date.toString()).toBe('2026-12-03');

    await done(act(citizenOf(request), answerQuestion, answering(request, step)));
    const after = await view(request);
    expect(after.stage).toBe('in-charge');
    expect(after.questions[0]).toMatchObject({ state: 'answered', answer: 'Dal lato del mare.' });
    expect(await kinds(request)).toEqual(['request-received', 'request-taken', 'question-asked', 'question-answered']);
  });

  test('stands after an inspection, which shows first', async () => {
    const request = await inCharge();
    await ask(request);
    const plan = { request, version: 2, date: '2026-11-30', time: null, note: null };
    await done(act(here.people.operator, planInspection, plan));
    expect((await view(request)).stage).toBe('inspection');
  });

  test('lapses by the clock when its last day is over, not a minute before, and in its own municipality', async () => {
    const request = await inCharge();
    const step = await ask(request, 2);
    const { id: theirs } = await reported(there);
    await perform(there.door, there.people.operator, null, takeInCharge, { request: theirs, version: 1 });
    await perform(there.door, there.people.operator, null, askCitizen, { request: theirs, text: 'Dove?', days: 30 });

    now = Temporal.Instant.from('2026-11-25T22:59:59Z'); // a second before midnight in Rome
    await lapseQuestions(db.worker, () => now);
    expect((await view(request)).stage).toBe('waiting');
    const early = await act({ kind: 'clock', municipality: here.id }, lapseQuestion, { request, step });
    expect(early).toEqual({ ok: false, reason: 'not-due' });

    now = Temporal.Instant.from('2026-11-25T23:00:00Z');
    expect((await questionsToLapse(db.worker, now)).map(({ id }) => id)).toContain(step);
    // Two workers at once: the second finds nothing left.
    await Promise.all([lapseQuestions(db.worker, () => now), lapseQuestions(db.worker, () => now)]);
    const after = await view(request);
    expect(after.stage).toBe('in-charge');
    expect(after.questions[0]?.state).toBe('lapsed');
    expect((await kinds(request)).filter((kind) => kind === 'question-lapsed')).toHaveLength(1);
    expect(await questionsToLapse(db.worker, now)).toEqual([]);
    const left = await readRequest(db.web, there.people.operator, theirs);
    expect(left?.stage).toBe('waiting');
    const late = await act(citizenOf(request), answerQuestion, answering(request, step));
    expect(late).toEqual({ ok: false, reason: 'changed-meanwhile' });
  });

  test('takes no answer after its last day, even before the clock has said so', async () => {
    const request = await inCharge();
    const step = await ask(request, 1);
    later(2);
    const answer = await act(citizenOf(request), answerQuestion, answering(request, step));
    expect(answer).toEqual({ ok: false, reason: 'changed-meanwhile' });
  });

  test('is ended by nobody but the clock', async () => {
    const request = await inCharge();
    const step = await ask(request, 1);
    later(3);
    for (const by of [here.people.administrator, citizenOf(request)]) {
      expect(await act(by, lapseQuestion, { request, step })).toEqual({ ok: false, reason: 'not-allowed' });
    }
  });

  test('can be taken back with a reason, and then waits for nothing', async () => {
    const request = await inCharge();
    const step = await ask(request);
    const back = { request, step, version: 1, reason: 'L’abbiamo visto da soli.' };
    await done(act(here.people.head, cancelQuestion, back));
    expect((await view(request)).stage).toBe('in-charge');
    const answer = await act(citizenOf(request), answerQuestion, answering(request, step));
    expect(answer).toEqual({ ok: false, reason: 'changed-meanwhile' });
  });

  test('is named and ended by the closing, or the closing is refused', async () => {
    const request = await inCharge();
    const step = await ask(request);
    expect(await act(here.people.operator, closeRequest, closing(request))).toEqual({
      ok: false,
      reason: 'steps-open',
    });
    await done(act(here.people.operator, closeRequest, closing(request, [step])));
    expect((await view(request)).questions[0]?.state).toBe('cancelled');
    expect((await kinds(request)).at(-1)).toBe('request-closed+question-cancelled');
  });

  test('of two answers at once one counts', async () => {
    const request = await inCharge();
    const step = await ask(request);
    const first = holding(answerQuestion);
    const one = act(citizenOf(request), first.useCase, answering(request, step, 'Mare.'));
    await first.reached;
    const two = act(citizenOf(request), answerQuestion, answering(request, step, 'Monte.'));
    await untilWaiting(db.owner, 1);
    first.release();
    expect([await one, await two]).toEqual([{ ok: true }, { ok: false, reason: 'changed-meanwhile' }]);
    expect((await view(request)).questions[0]?.answer).toBe('Mare.');
  });

  test('an answer that waits for the closing is refused, a closing that waits for the answer goes through', async () => {
    const request = await inCharge();
    const step = await ask(request);
    const shut = holding(closeRequest);
    const closes = act(here.people.operator, shut.useCase, closing(request, [step]));
    await shut.reached;
    const answers = act(citizenOf(request), answerQuestion, answering(request, step));
    await untilWaiting(db.owner, 1);
    shut.release();
    expect([await closes, await answers]).toEqual([{ ok: true }, { ok: false, reason: 'wrong-state' }]);

    const other = await inCharge();
    const question = await ask(other);
    const said = holding(answerQuestion);
    const saying = act(citizenOf(other), said.useCase, answering(other, question));
    await said.reached;
    const ends = act(here.people.operator, closeRequest, closing(other, [question]));
    await untilWaiting(db.owner, 1);
    said.release();
    expect([await saying, await ends]).toEqual([{ ok: true }, { ok: true }]);
    expect((await view(other)).questions[0]?.state).toBe('answered');
  });

  test('of another request is unknown', async () => {
    const [request, other] = [await inCharge(), await inCharge()];
    const step = await ask(other);
    const answer = await act(citizenOf(request), answerQuestion, answering(request, step));
    expect(answer).toEqual({ ok: false, reason: 'unknown-step' });
  });

  test('is forgotten with its answer when the request is erased', async () => {
    const request = await inCharge();
    const step = await ask(request);
    await done(act(citizenOf(request), answerQuestion, answering(request, step)));
    await done(act(here.people.operator, closeRequest, closing(request)));
    await done(act(here.people.administrator, eraseRequest, { request, version: 3 }));
    expect((await view(request)).questions[0]).toMatchObject({ question: '', answer: null });
  });
});

describe('photos of the citizen', () => {
  test('go with an answer and by themselves, until there are enough', async () => {
    const request = await inCharge();
    const step = await ask(request);
    const withPhotos = { ...answering(request, step), ...(await heldPhoto(db.owner, here.id, 2)) };
    await done(act(citizenOf(request), answerQuestion, withPhotos));
    const room = async () => roomForPhotos(db.web, here.id, request);
    for (let sent = 2; sent < citizenLimits.photosInAll; sent += 3) {
      expect(await room()).toBe(Math.min(citizenLimits.photosAtOnce, citizenLimits.photosInAll - sent));
      const photos = await heldPhoto(db.owner, here.id, 3);
      await done(act(citizenOf(request), sendPhotos, { request, text: 'Di oggi.', ...photos }));
    }
    expect(await room()).toBe(0);
    const more = { request, text: null, ...(await heldPhoto(db.owner, here.id)) };
    expect(await act(citizenOf(request), sendPhotos, more)).toEqual({ ok: false, reason: 'too-many-photos' });
  });

  test('are the holder’s own, and at least one', async () => {
    const request = await inCharge();
    const { files } = await heldPhoto(db.owner, here.id);
    const stolen = { request, text: null, files, holder: '00'.repeat(32) };
    expect(await act(citizenOf(request), sendPhotos, stolen)).toEqual({ ok: false, reason: 'unknown-file' });
    const none = { request, text: 'Ecco.', files: [], holder: '' };
    expect(await act(citizenOf(request), sendPhotos, none)).toEqual({ ok: false, reason: 'no-photo' });
  });
});

describe('a reminder', () => {
  const remind = (request: RequestId) => act(citizenOf(request), remindOffice, { request, text: null });

  test('is possible after the first days, then once a week', async () => {
    const { id: request } = await reported(here);
    const early = { ok: false, reason: 'too-early' };
    expect(await remind(request)).toEqual(early);
    later(2);
    expect(await remind(request)).toEqual(early);
    later(3);
    expect(await remind(request)).toEqual({ ok: true });
    expect(await remind(request)).toEqual(early);
    later(9);
    expect(await remind(request)).toEqual(early);
    later(10);
    expect(await remind(request)).toEqual({ ok: true });
  });

  test('counts once when it is sent twice at once', async () => {
    const { id: request } = await reported(here);
    later(4);
    const answers = await Promise.all([remind(request), remind(request)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers).toContainEqual({ ok: false, reason: 'too-early' });
  });
});

describe('withdrawing', () => {
  test('closes the request and ends what was planned and asked, in one act', async () => {
    const request = await inCharge();
    await ask(request);
    const plan = { request, version: 2, date: '2026-11-30', time: null, note: null };
    await done(act(here.people.operator, planInspection, plan));
    await done(act(citizenOf(request), withdrawRequest, { request, version: 2, reason: 'Si è sistemato da solo.' }));
    const after = await view(request);
    expect(after).toMatchObject({ state: 'closed', outcome: 'withdrawn', outcomeText: 'Si è sistemato da solo.' });
    expect(after.openSteps).toEqual([]);
    const last = (await readTimeline(db.web, here.id, request, 'citizen')).at(-1);
    expect(last?.kind).toBe('request-withdrawn');
    expect(last?.also.toSorted()).toEqual(['inspection-cancelled', 'question-cancelled']);
  });

  test('of what somebody has just taken in charge is told as changed', async () => {
    const { id: request } = await reported(here);
    await done(act(here.people.operator, takeInCharge, { request, version: 1 }));
    const stale = { request, version: 1, reason: null };
    expect(await act(citizenOf(request), withdrawRequest, stale)).toEqual({ ok: false, reason: 'changed-meanwhile' });
  });
});

describe('reopening', () => {
  const reopen = (by: Actor, request: RequestId, version = 3) =>
    act(by, reopenRequest, { request, version, reason: 'La buca è tornata.' });

  test('gives the request back to who held it, and its term begins again', async () => {
    const request = await closed();
    const first = await view(request);
    later(5);
    await done(reopen(citizenOf(request), request));
    const after = await view(request);
    expect(after).toMatchObject({
      state: 'in-charge',
      outcome: null,
      outcomeText: null,
      closedAt: null,
      responsible: { name: 'Anna Strada', named: true },
    });
    expect(after.receivedAt).toEqual(first.receivedAt);
    expect(after.reopenedAt).toEqual(now);
    expect(first.due.date?.toString()).toBe('2026-12-23');
    expect(after.due.date?.toString()).toBe('2026-12-28');
  });

  test('gives what nobody held back to the office', async () => {
    const { id: request } = await reported(here);
    const declined = { request, version: 1, outcome: 'declined', text: 'Non è nostra.', endSteps: [] } as const;
    await done(act(here.people.operator, closeRequest, declined));
    await done(reopen(citizenOf(request), request, 2));
    expect(await view(request)).toMatchObject({ state: 'received' });
  });

  test('is the citizen’s for thirty days, and the staff’s for ever', async () => {
    const request = await closed();
    const other = await closed();
    now = Temporal.Instant.from('2026-12-23T22:59:59Z'); // the thirtieth day, a second before midnight in Rome
    await done(reopen(citizenOf(request), request));
    now = Temporal.Instant.from('2026-12-23T23:00:00Z');
    expect(await reopen(citizenOf(other), other)).toEqual({ ok: false, reason: 'read-only' });
    await done(reopen(here.people.operator, other));
    expect((await view(other)).state).toBe('in-charge');
  });

  test('by two at once happens once', async () => {
    const request = await closed();
    const answers = await Promise.all([reopen(citizenOf(request), request), reopen(here.people.operator, request)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers).toContainEqual({ ok: false, reason: 'wrong-state' });
  });

  test('of one that was withdrawn, too; a reminder then counts from that day', async () => {
    const request = await inCharge();
    await done(act(citizenOf(request), withdrawRequest, { request, version: 2, reason: null }));
    later(10);
    await done(reopen(citizenOf(request), request));
    const remind = () => act(citizenOf(request), remindOffice, { request, text: null });
    expect(await remind()).toEqual({ ok: false, reason: 'too-early' });
    later(13);
    expect(await remind()).toEqual({ ok: true });
  });
});

describe('saying whether it helped', () => {
  const rate = (request: RequestId, helped: 'yes' | 'partly' | 'no') =>
    act(citizenOf(request), rateRequest, { request, helped, text: helped === 'no' ? 'È ancora lì.' : null });
  const rating = async (request: RequestId) => ratingOfTimeline(await readTimeline(db.web, here.id, request, 'staff'));

  test('the last word counts, until it can only be read', async () => {
    const request = await closed();
    expect(await rating(request)).toBeNull();
    await done(rate(request, 'yes'));
    await done(rate(request, 'no'));
    expect(await rating(request)).toMatchObject({ helped: 'no', text: 'È ancora lì.' });
    later(31);
    expect(await rate(request, 'yes')).toEqual({ ok: false, reason: 'read-only' });
  });

  test('is asked anew after the next closing, and not of what was withdrawn', async () => {
    const request = await closed();
    await done(rate(request, 'no'));
    await done(act(citizenOf(request), reopenRequest, { request, version: 3, reason: 'No.' }));
    await done(act(here.people.operator, closeRequest, closing(request, [], 4)));
    expect(await rating(request)).toBeNull();
    const other = await inCharge();
    await done(act(citizenOf(other), withdrawRequest, { request: other, version: 2, reason: null }));
    expect(await rate(other, 'yes')).toEqual({ ok: false, reason: 'read-only' });
  });
});

test('the inbox marks what the citizen did last, until somebody of the staff does something', async () => {
  const request = await inCharge();
  const mark = async () => {
    const query = { view: 'open', words: '', after: null, now } as const;
    const { rows } = await listInbox(db.web, here.people.operator, query);
    const row = rows.find(({ id }) => id === request);
    return [row?.fromCitizen, row?.stage];
  };
  const minutes = (count: number) => {
    now = monday.add({ minutes: count });
  };
  expect(await mark()).toEqual([null, 'in-charge']);
  minutes(1);
  await done(act(citizenOf(request), writeToOffice, { request, text: 'È peggiorata.' }));
  expect(await mark()).toEqual(['message-from-citizen', 'in-charge']);
  minutes(2);
  await done(act(here.people.operator, addNote, { request, text: 'Sentito.' }));
  expect(await mark()).toEqual([null, 'in-charge']);
  minutes(3);
  const step = await ask(request, 1);
  expect(await mark()).toEqual([null, 'waiting']);
  minutes(4);
  await done(act(citizenOf(request), answerQuestion, answering(request, step)));
  expect(await mark()).toEqual(['question-answered', 'in-charge']);
  minutes(5);
  await done(act(here.people.operator, sendMessage, { request, text: 'Grazie.' }));
  expect(await mark()).toEqual([null, 'in-charge']);
});
