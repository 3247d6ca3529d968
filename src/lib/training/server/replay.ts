import { toMicroseconds } from '#lib/kernel/clock.ts';
import type { RequestId, StepId } from '#lib/kernel/ids.ts';
import { perform, type Door } from '#lib/kernel/server/perform.ts';
import { answerDays } from '#lib/requests/citizen-limits.ts';
import { answerQuestion } from '#lib/requests/server/answer-question.ts';
import { askCitizen } from '#lib/requests/server/ask-citizen.ts';
import { decideWording } from '#lib/publication/server/decide-wording.ts';
import { closeRequest } from '#lib/requests/server/close-request.ts';
import { doInspection } from '#lib/requests/server/end-inspection.ts';
import { planInspection } from '#lib/requests/server/plan-inspection.ts';
import { rateRequest } from '#lib/requests/server/rate-request.ts';
import { remindOffice } from '#lib/requests/server/remind-office.ts';
import { reopenRequest } from '#lib/requests/server/reopen-request.ts';
import { reportRequest } from '#lib/requests/server/report-request.ts';
import { takeInCharge } from '#lib/requests/server/take-in-charge.ts';
import { withdrawRequest } from '#lib/requests/server/withdraw-request.ts';
import { writeToOffice } from '#lib/requests/server/write-to-office.ts';
import { addNote, sendMessage } from '#lib/requests/server/write-on-request.ts';
import type { StepOfCitizen, StepOfOffice } from '../life-story.ts';
import { practiceActs, practiceRequests, type PracticeRequest } from '../practice-requests.ts';
import { practiceReviews, type PracticeReview } from '../practice-reviews.ts';
import { done, type PracticeTown } from './practice-town.ts';

type Open = { id: RequestId; version: number; inspection: StepId | null; question: StepId | null };

/** Everything that happened, in the order in which it happened, each act by the clock of its own instant. */
export async function replay(town: PracticeTown, now: Temporal.Instant): Promise<void> {
  const open = new Map<PracticeRequest, Open>();
  const requests = practiceRequests(now);
  const acts = [
    ...practiceActs(requests).map((one) => ({ ...one, reviewed: null })),
    ...practiceReviews(requests, now).map((reviewed) => ({ ...reviewed, step: null, reviewed })),
  ].sort((a, b) => Temporal.Instant.compare(a.at, b.at));
  for (const { at, request, step, reviewed } of acts) {
    const door: Door = { ...town.door, clock: () => toMicroseconds(at) };
    if (reviewed !== null) {
      await review(town, door, open.get(request), reviewed);
    } else if (step === null) {
      open.set(request, { id: await report(town, door, request), version: 1, inspection: null, question: null });
    } else {
      const known = open.get(request);
      if (!known) throw new Error('a step before its report');
      if (step.by === 'citizen') await actAsCitizen(door, known, request.author.name, step);
      else await act(town, door, known, step);
    }
  }
}

async function review(
  town: PracticeTown,
  door: Door,
  known: Open | undefined,
  { by, decision, wording }: PracticeReview,
): Promise<void> {
  if (!known) throw new Error('a review before its report');
  const decide = { request: known.id, version: 0, decision, wording };
  await done(perform(door, town.people[by], null, decideWording, decide));
}

async function report(town: PracticeTown, door: Door, request: PracticeRequest): Promise<RequestId> {
  const citizen = {
    kind: 'citizen',
    municipality: door.municipality,
    name: request.author.name,
    request: null,
  } as const;
  const { id } = await done(
    perform(door, citizen, null, reportRequest, {
      kind: request.kind,
      category: town.categories[request.category],
      hamlet: town.hamlets[request.hamlet],
      place: request.place,
      point: request.point,
      title: request.title,
      body: request.body,
      danger: request.danger,
      answers: request.answers,
      author: request.author,
      language: request.language,
      channel: request.channel,
      keyId: town.keyId,
      files: [],
      holder: '',
    }),
  );
  return id;
}

async function act(town: PracticeTown, door: Door, known: Open, step: StepOfOffice): Promise<void> {
  const by = town.people[step.by];
  const { id: request, version } = known;
  switch (step.kind) {
    case 'take-in-charge':
      await done(perform(door, by, null, takeInCharge, { request, version }));
      known.version++;
      return;
    case 'message':
      await done(perform(door, by, null, sendMessage, { request, text: step.text }));
      return;
    case 'note':
      await done(perform(door, by, null, addNote, { request, text: step.text }));
      return;
    case 'plan-inspection': {
      const planned = { request, version, date: step.date.toString(), time: step.time.toString(), note: step.note };
      known.inspection = (await done(perform(door, by, null, planInspection, planned))).step;
      return;
    }
    case 'do-inspection': {
      if (!known.inspection) throw new Error('an inspection that was not planned');
      const found = { request, step: known.inspection, version: 1, findings: step.findings, files: [], holder: '' };
      await done(perform(door, by, null, doInspection, found));
      known.inspection = null;
      return;
    }
    case 'ask-citizen': {
      const question = { request, text: step.text, days: answerDays.preset };
      known.question = (await done(perform(door, by, null, askCitizen, question))).step;
      return;
    }
    case 'close': {
      const endSteps = known.inspection ? [known.inspection] : [];
      const closing = { request, version, outcome: step.outcome, text: step.text, endSteps };
      await done(perform(door, by, null, closeRequest, closing));
      known.version++;
    }
  }
}

async function actAsCitizen(door: Door, known: Open, name: string, step: StepOfCitizen): Promise<void> {
  const { id: request, version } = known;
  const by = { kind: 'citizen', municipality: door.municipality, name, request } as const;
  switch (step.kind) {
    case 'answer': {
      if (!known.question) throw new Error('an answer to nothing');
      const answer = { request, step: known.question, version: 1, text: step.text, files: [], holder: '' };
      await done(perform(door, by, null, answerQuestion, answer));
      known.question = null;
      return;
    }
    case 'write':
      await done(perform(door, by, null, writeToOffice, { request, text: step.text }));
      return;
    case 'remind':
      await done(perform(door, by, null, remindOffice, { request, text: step.text }));
      return;
    case 'withdraw':
      await done(perform(door, by, null, withdrawRequest, { request, version, reason: step.reason }));
      known.version++;
      return;
    case 'rate':
      await done(perform(door, by, null, rateRequest, { request, helped: step.helped, text: step.text }));
      return;
    case 'reopen':
      await done(perform(door, by, null, reopenRequest, { request, version, reason: step.reason }));
      known.version++;
  }
}
