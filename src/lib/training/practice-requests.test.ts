import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueBy } from '#lib/deadlines/due-by.ts';
import type { State } from '#lib/requests/request.ts';
import { allows, closingOutcomes, transitions } from '#lib/requests/transitions.ts';
import { modelCategories } from './alessandria-categories.ts';
import { durationOf } from './alessandria-requests.ts';
import { chosenRequests } from './chosen-requests.ts';
import { practiceCategories } from './practice-categories.ts';
import { practiceCalendar, practiceHamlets } from './practice-municipality.ts';
import { practicePeople, type PersonKey } from './practice-people.ts';
import { practiceActs, practiceRequests, type PracticeRequest } from './practice-requests.ts';
import { closedStories } from './practice-texts.ts';

const ZONE = 'Europe/Rome';
const at = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime(ZONE).toInstant();
const day = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(ZONE).toPlainDate();
/** How it ended, if it did and was not opened again. */
const closingOf = ({ steps }: PracticeRequest) =>
  steps.some(({ kind }) => kind === 'reopen')
    ? undefined
    : steps.find(({ kind }) => kind === 'close' || kind === 'withdraw');

const NOW = at('2026-11-23T10:30');
const requests = practiceRequests(NOW);
const closed = requests.filter((request) => closingOf(request));
const open = requests.filter((request) => !closingOf(request));

/** Nights, feasts, weekends and clock changes: whenever somebody starts the program. */
const moments = fc
  .integer({ min: 0, max: 3 * 365 * 24 * 60 })
  .map((minutes) => at('2026-01-01T00:00').add({ minutes }));

test('there are a hundred closed requests and ten open ones, in the order of receipt', () => {
  expect(closed.length).toBe(100);
  expect(open.length).toBe(10);
  const received = requests.map(({ receivedAt }) => receivedAt.toString());
  expect(received).toEqual(received.toSorted());
});

test('the newest closing is yesterday, and real durations stay what they were', () => {
  const real = new Map(chosenRequests.map((row) => [row.id, durationOf(row)]));
  fc.assert(
    fc.property(moments, (now) => {
      const ends = practiceRequests(now).flatMap((request) => {
        const closing = closingOf(request);
        if (!closing || request.realId === null) return [];
        expect(day(request.receivedAt).until(day(closing.at)).days).toBe(real.get(request.realId));
        return [day(closing.at)];
      });
      const newest = ends.sort((a, b) => Temporal.PlainDate.compare(a, b)).at(-1);
      expect(newest?.toString()).toBe(day(now).subtract({ days: 1 }).toString());
    }),
    { numRuns: 15 },
  );
});

test('every life is legal whenever the program starts: nothing after now, nothing out of order, nobody of another office', () => {
  fc.assert(
    fc.property(moments, (now) => {
      for (const request of practiceRequests(now)) expectLegal(request, now);
    }),
    { numRuns: 15 },
  );
});

function expectLegal(request: PracticeRequest, now: Temporal.Instant): void {
  const instants = [request.receivedAt, ...request.steps.map((step) => step.at), now];
  for (const [index, instant] of instants.slice(1).entries()) {
    expect(Temporal.Instant.compare(instants[index] ?? now, instant), request.title).toBeLessThanOrEqual(0);
  }
  const { office } = practiceCategories[request.category];
  let state: State = 'received';
  let planned: Temporal.PlainDate | null = null;
  for (const step of request.steps) {
    if (step.by !== 'citizen') expect(practicePeople[step.by].office, request.title).toBe(office);
    expect(allows(state, step.kind), `${request.title}: ${step.kind} while ${state}`).toBe(true);
    if (step.kind === 'plan-inspection') {
      expect(planned, `${request.title}: planned twice`).toBeNull();
      expect(Temporal.PlainDate.compare(step.date, day(step.at))).toBeGreaterThanOrEqual(0);
      planned = step.date;
    }
    if (step.kind === 'do-inspection') {
      expect(planned?.toString()).toBe(day(step.at).toString());
      expect(step.findings).not.toBe('');
      planned = null;
    }
    if (step.kind === 'close') {
      expect(planned, `${request.title}: an inspection is still open`).toBeNull();
      expect(closingOutcomes(state)).toContain(step.outcome);
      expect(step.text.length).toBeGreaterThan(20);
    }
    const { to } = transitions[step.kind];
    // What is opened again had been in charge of somebody here.
    if (to !== 'same') state = to === 'held' ? 'in-charge' : to;
  }
}

test('the same moment gives the same requests', () => {
  expect(JSON.stringify(practiceRequests(NOW))).toBe(JSON.stringify(requests));
});

test('acts come in one order, each report before its steps', () => {
  const acts = practiceActs(requests);
  const times = acts.map((act) => act.at.toString());
  expect(times).toEqual(times.toSorted());
  const reported = new Set<PracticeRequest>();
  for (const { request, step } of acts) {
    if (step) expect(reported.has(request)).toBe(true);
    else reported.add(request);
  }
  expect(reported.size).toBe(110);
});

describe('the open ones', () => {
  test('have come to every stage', () => {
    const last = open.map(({ steps }) => steps.at(-1)?.kind ?? 'report');
    expect(new Set(open.map(({ steps }) => steps.length)).size).toBeGreaterThan(2);
    expect(last).toContain('report');
    expect(last).toContain('message');
    for (const kind of ['ask-citizen', 'answer', 'write', 'remind', 'reopen']) expect(last).toContain(kind);
    expect(open.some(({ steps }) => steps.some(({ kind }) => kind === 'do-inspection'))).toBe(true);
  });

  test('include one of today, late ones, one due on the next working day, and inspections to come', () => {
    fc.assert(
      fc.property(moments, (now) => {
        const today = day(now);
        const opened = practiceRequests(now).filter((request) => !closingOf(request));
        const due = opened.map(({ category, receivedAt }) => {
          const { dueDate } = dueBy(practiceCategories[category].term, receivedAt, practiceCalendar);
          return dueDate?.toString() ?? '';
        });
        expect(opened.some(({ receivedAt }) => day(receivedAt).equals(today))).toBe(true);
        expect(due.filter((date) => date < today.toString()).length).toBe(2);
        expect(due).toContain(practiceCalendar.workingDayFrom(today.add({ days: 1 })).toString());
        const inspections = opened
          .flatMap(({ steps }) => steps)
          .filter((step) => step.kind === 'plan-inspection' && Temporal.PlainDate.compare(step.date, today) > 0);
        expect(inspections.length).toBe(2);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the texts', () => {
  const told = Object.values(closedStories).flat();

  test('are all different', () => {
    expect(new Set(requests.map(({ title, body }) => `${title} ${body}`)).size).toBe(110);
    expect(new Set(requests.map(({ title }) => title)).size).toBe(110);
    expect(new Set(requests.map(({ author }) => author.name)).size).toBe(110);
  });

  test('name the category where the real one does not, one of its own', () => {
    for (const [real, categories] of Object.entries(modelCategories)) {
      for (const story of closedStories[real as keyof typeof modelCategories]) {
        if (categories.length > 1) expect(categories, story.title).toContain(story.category);
        else expect(story.category, story.title).toBeUndefined();
      }
    }
  });

  test('mostly end well, some are declined or redirected, some come from abroad', () => {
    const share = (outcome: string) => told.filter((story) => (story.outcome ?? 'solved') === outcome).length;
    expect(share('solved')).toBeGreaterThan(80);
    expect(share('declined')).toBeGreaterThanOrEqual(3);
    expect(share('redirected')).toBeGreaterThanOrEqual(5);
    expect(new Set(requests.map(({ language }) => language))).toEqual(new Set(['it', 'en', 'de', 'fr']));
  });

  test('keep to addresses that reach nobody', () => {
    for (const { author } of requests) {
      if (author.email) expect(author.email).toMatch(/^[a-z.]+@example\.(it|com)$/);
      else expect(author.phone).not.toBeNull();
    }
  });
});

describe('the practice municipality', () => {
  const { features } = JSON.parse(readFileSync(join(import.meta.dirname, 'data/rosignano-boundary.json'), 'utf8')) as {
    features: { geometry: { type: string; coordinates: [number, number][][] } }[];
  };
  const ring = features[0]?.geometry.coordinates[0] ?? [];

  const isInside = ({ latitude, longitude }: { latitude: number; longitude: number }) => {
    let inside = false;
    for (const [index, [x1, y1]] of ring.entries()) {
      const [x2, y2] = ring.at(index - 1) ?? [0, 0];
      const crosses = y1 > latitude !== y2 > latitude;
      if (crosses && longitude < x1 + ((x2 - x1) * (latitude - y1)) / (y2 - y1)) inside = !inside;
    }
    return inside;
  };

  test('has its hamlets and requests inside its boundary', () => {
    expect(features[0]?.geometry.type).toBe('Polygon');
    for (const hamlet of Object.values(practiceHamlets)) expect(isInside(hamlet), hamlet.name).toBe(true);
    for (const { point, place } of requests) if (point) expect(isInside(point), place).toBe(true);
  });

  test('has requests in every hamlet and every category', () => {
    expect(new Set(requests.map(({ hamlet }) => hamlet)).size).toBe(8);
    expect(Object.keys(practiceCategories).length).toBe(11);
    expect(new Set(requests.map(({ category }) => category)).size).toBe(11);
  });

  test('has somebody at every level, and an operator and a head in every office', () => {
    const people = Object.values(practicePeople);
    expect(new Set(people.filter(({ login }) => login !== null).map(({ level }) => level)).size).toBe(9);
    for (const { office } of Object.values(practiceCategories)) {
      const levels = people.filter((person) => person.office === office).map(({ level }) => level);
      expect(levels).toContain('operator');
      expect(levels).toContain('head');
    }
    for (const [key, { email }] of Object.entries(practicePeople)) expect(email).toBe(`${key}@comune.example.it`);
    const busy = new Set<PersonKey>(
      requests.flatMap(({ steps }) => steps.flatMap(({ by }) => (by === 'citizen' ? [] : [by]))),
    );
    expect(busy.size).toBeGreaterThan(10);
  });
});
