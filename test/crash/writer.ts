/**
 * A process that acts without a pause and writes down each act the database has confirmed, after it was confirmed. What it got
 * no answer to it sends again with the same form key, as a browser would.
 */
import { openSync, writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Actor } from '#lib/kernel/actor.ts';
import type { RequestId, StepId } from '#lib/kernel/ids.ts';
import type { Outcome } from '#lib/kernel/refusal.ts';
import type { DB } from '#lib/kernel/server/database-types.ts';
import { openDatabase, openPool } from '#lib/kernel/server/database.ts';
import { digestOfSecret, newFormKey } from '#lib/kernel/server/form-key.ts';
import { perform, type UseCase } from '#lib/kernel/server/perform.ts';
import { systemClock } from '#lib/kernel/server/system-clock.ts';
import { closeRequest } from '#lib/requests/server/close-request.ts';
import { doInspection } from '#lib/requests/server/end-inspection.ts';
import { planInspection } from '#lib/requests/server/plan-inspection.ts';
import { reportRequest } from '#lib/requests/server/report-request.ts';
import { addNote } from '#lib/requests/server/write-on-request.ts';
import { aReport, type Town } from '#test/town.ts';
import { randomFrom } from './random.ts';
import { tellWorking } from './tell-working.ts';

const { town, shared } = JSON.parse(process.env.CRASH_TOWN ?? '') as { town: Town; shared: RequestId[] };
const writer = process.env.CRASH_WRITER ?? '';
const acknowledged = openSync(process.env.CRASH_ACKNOWLEDGED ?? '', 'a');
const random = randomFrom(Number(process.env.SEED));
const database = openDatabase(openPool({ name: 'crash writer', url: process.env.DATABASE_WEB_URL ?? '', size: 4 }));
const door = { database, municipality: town.id, clock: systemClock, origin: 'live' } as const;
const holder = digestOfSecret(writer);

async function insist<T extends keyof DB, Input, Result extends Outcome>(
  actor: Actor,
  useCase: UseCase<T, Input, Result>,
  input: Input,
): Promise<Result | null> {
  const held = { key: newFormKey(), holder };
  for (;;) {
    try {
      const answer = await perform(door, actor, held, useCase, input);
      if (answer.ok) return answer;
      if (answer.reason === 'already-sent') throw new Error('the same form was taken for another');
      return null;
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('the same form')) throw error;
      await pause(20); // until the database is back
    }
  }
}

function confirm(what: { kind: 'report' | 'note' | 'plan' | 'do' | 'close'; request: RequestId; token: string }): void {
  writeSync(acknowledged, `${JSON.stringify({ municipality: town.id, writer, ...what })}\n`);
}

type Own = { request: RequestId; version: number; steps: StepId[] };
const own: Own[] = [];
const staff = town.people.operator;
let count = 0;

const acts = {
  async note() {
    const request = random.one([...shared, ...own.map((mine) => mine.request)]);
    count += 1;
    const token = String(count);
    if (await insist(staff, addNote, { request, text: `${writer} ${token}` }))
      confirm({ kind: 'note', request, token });
  },
  async report() {
    const done = await insist(town.citizen, reportRequest, aReport(town, { title: writer }));
    if (!done?.ok) return;
    confirm({ kind: 'report', request: done.id, token: done.reference });
    own.push({ request: done.id, version: 1, steps: [] });
    if (own.length > 20) own.shift();
  },
  async plan() {
    const mine = random.one(own);
    const done = await insist(staff, planInspection, {
      request: mine.request,
      version: mine.version,
      date: '2099-01-02',
      time: null,
      note: null,
    });
    if (!done?.ok) return;
    confirm({ kind: 'plan', request: mine.request, token: done.step });
    mine.version = 2;
    mine.steps.push(done.step);
  },
  async do() {
    const mine = random.one(own);
    const step = mine.steps.shift();
    if (!step) return;
    const done = await insist(staff, doInspection, {
      request: mine.request,
      step,
      version: 1,
      findings: 'Vista.',
      files: [],
      holder: '',
    });
    if (done) confirm({ kind: 'do', request: mine.request, token: step });
  },
  async close() {
    const mine = random.one(own);
    if (mine.version === 1) return;
    const outcome = { outcome: 'solved', text: 'Riparata.', endSteps: mine.steps } as const;
    const done = await insist(staff, closeRequest, { request: mine.request, version: mine.version, ...outcome });
    own.splice(own.indexOf(mine), 1);
    if (done) confirm({ kind: 'close', request: mine.request, token: '' });
    if (own.length === 0) await acts.report();
  },
};

await acts.report();
tellWorking();
for (;;) await acts[random.one(['note', 'note', 'note', 'report', 'plan', 'plan', 'do', 'close'] as const)]();
