import type { Language } from '#lib/categories/category.ts';
import type { Rating } from '#lib/requests/request.ts';
import { dice as seeded, type Dice } from './pseudo-random.ts';
import { practiceCalendar, practiceMunicipality } from './practice-municipality.ts';
import type { OfficeKey } from './practice-offices.ts';
import { practicePeople, type PersonKey, type PracticePerson } from './practice-people.ts';
import type { OpenStory, Reached } from './texts/open.ts';
import type { ClosedStory, Story } from './texts/story.ts';

/** What the offices and the citizen did, in the order in which it happened. */
export type PracticeStep = StepOfOffice | StepOfCitizen;

export type StepOfOffice = { at: Temporal.Instant; by: PersonKey } & (
  | { kind: 'take-in-charge' }
  | { kind: 'message'; text: string }
  | { kind: 'note'; text: string }
  | { kind: 'plan-inspection'; date: Temporal.PlainDate; time: Temporal.PlainTime; note: string }
  | { kind: 'do-inspection'; findings: string }
  | { kind: 'ask-citizen'; text: string }
  | { kind: 'close'; outcome: 'solved' | 'declined' | 'redirected'; text: string }
);

export type StepOfCitizen = { at: Temporal.Instant; by: 'citizen' } & (
  | { kind: 'answer'; text: string }
  | { kind: 'write'; text: string }
  | { kind: 'remind'; text: string }
  | { kind: 'withdraw'; reason: string }
  | { kind: 'rate'; helped: Rating; text: string | null }
  | { kind: 'reopen'; reason: string }
);

const presence: Record<Language, string> = {
  it: 'Non serve che tu sia presente.',
  en: 'You do not need to be there.',
  de: 'Sie müssen nicht dabei sein.',
  fr: 'Votre présence n’est pas nécessaire.',
};

// Minutes of the day. A day's acts keep this order even when all of them fall on one: taken, planned, inspected, noted,
// told, closed. What shares its day with nothing spreads over the morning.
const MORNING_ROUND = [350, 460] as const;
const ANY_HOUR = [400, 1370] as const;
const FIRST_THING = [485, 515] as const;
const MORNING = [485, 750] as const;
const INSPECTION = [550, 635] as const;
const NOTE = [640, 655] as const;
const MESSAGE = [660, 740] as const;
const CLOSING = [750, 830] as const;
// In the afternoon the office asks and the citizen answers, writes, reminds; in the evening they open again.
const QUESTION = [845, 870] as const;
const ANSWER = [900, 1000] as const;
const WRITING = [1010, 1100] as const;
const REMINDER = [1110, 1200] as const;
const REOPENING = [1210, 1260] as const;

type Slot = readonly [number, number];

/** A closed request, from the day it came to the day it was closed. */
export function closedLife(
  seed: string,
  story: ClosedStory,
  office: OfficeKey,
  received: Temporal.PlainDate,
  closed: Temporal.PlainDate,
  yesterday: Temporal.PlainDate,
): { receivedAt: Temporal.Instant; steps: PracticeStep[] } {
  const dice = seeded(seed);
  const sameDay = received.equals(closed);
  const receivedAt = instantOn(received, sameDay ? MORNING_ROUND : ANY_HOUR, dice);
  const first = sameDay ? received : workingDayWithin(received.add({ days: 1 }), closed);
  const days = { taken: first, looked: dayToLook(first, closed), last: closed };
  const by = responsibleIn(office, dice);
  const steps = work(story, by, days, 'inspection-done', dice);

  const alone = steps.every(({ at }) => !dayOf(at).equals(closed));
  const { outcome = 'solved', closing, rated } = story;
  const endedAt = instantOn(closed, alone ? MORNING : CLOSING, dice);
  steps.push(
    outcome === 'withdrawn'
      ? { kind: 'withdraw', at: endedAt, by: 'citizen', reason: closing }
      : { kind: 'close', at: endedAt, by, outcome, text: closing },
  );
  const next = closed.add({ days: 1 });
  if (rated && Temporal.PlainDate.compare(next, yesterday) <= 0) {
    const { helped, text = null } = rated;
    steps.push({ kind: 'rate', at: instantOn(next, ANY_HOUR, dice), by: 'citizen', helped, text });
  }
  return { receivedAt, steps };
}

/** An open request up to yesterday evening; a planned inspection lies after today. */
export function openLife(
  seed: string,
  story: OpenStory,
  office: OfficeKey,
  received: Temporal.PlainDate,
  today: Temporal.PlainDate,
): { receivedAt: Temporal.Instant; steps: PracticeStep[] } {
  const dice = seeded(seed);
  const receivedAt = instantOn(received, ANY_HOUR, dice);
  const { reached, by = responsibleIn(office, dice) } = story;
  if (reached === 'received') return { receivedAt, steps: [] };
  const yesterday = today.subtract({ days: 1 });
  const taken = workingDayWithin(received.add({ days: 1 }), yesterday);
  const looked =
    reached === 'inspection-planned'
      ? practiceCalendar.workingDayFrom(today.add({ days: dice.whole(1, 3) }))
      : dayToLook(taken, yesterday);
  const worked = work(story, by, { taken, looked, last: yesterday }, reached, dice);
  return { receivedAt, steps: [...worked, ...withCitizen(story, by, yesterday, dice)] };
}

/** What went to and fro yesterday afternoon. */
function withCitizen(
  { asked, wrote, reminded, reopened }: OpenStory,
  by: PersonKey,
  day: Temporal.PlainDate,
  dice: Dice,
): PracticeStep[] {
  const at = (slot: Slot) => instantOn(day, slot, dice);
  const steps: PracticeStep[] = [];
  if (reopened) steps.push({ kind: 'close', at: at(CLOSING), by, outcome: 'solved', text: reopened.closing });
  if (asked) steps.push({ kind: 'ask-citizen', at: at(QUESTION), by, text: asked.question });
  if (asked?.answer) steps.push({ kind: 'answer', at: at(ANSWER), by: 'citizen', text: asked.answer });
  if (wrote) steps.push({ kind: 'write', at: at(WRITING), by: 'citizen', text: wrote });
  if (reminded) steps.push({ kind: 'remind', at: at(REMINDER), by: 'citizen', text: reminded });
  if (reopened) steps.push({ kind: 'reopen', at: at(REOPENING), by: 'citizen', reason: reopened.reason });
  return steps;
}

function work(
  story: Story,
  by: PersonKey,
  { taken, looked, last }: { taken: Temporal.PlainDate; looked: Temporal.PlainDate; last: Temporal.PlainDate },
  reached: Reached,
  dice: Dice,
): PracticeStep[] {
  const inspected = story.findings !== undefined;
  const told = inspected && reached !== 'inspection-planned' ? looked : taken;
  const alone = !taken.equals(told) && !taken.equals(last);

  const takenAt = instantOn(taken, alone ? MORNING : FIRST_THING, dice);
  const steps: PracticeStep[] = [{ kind: 'take-in-charge', at: takenAt, by }];
  if (story.findings !== undefined) {
    const lookedAt = instantOn(looked, INSPECTION, dice);
    const time = halfHourBefore(lookedAt);
    const planned = { date: looked, time, note: presence[story.language ?? 'it'] };
    steps.push({ kind: 'plan-inspection', at: takenAt.add({ minutes: dice.whole(3, 9) }), by, ...planned });
    if (reached !== 'inspection-planned') {
      steps.push({ kind: 'do-inspection', at: lookedAt, by, findings: story.findings });
    }
  }
  if (story.note) steps.push({ kind: 'note', at: instantOn(told, NOTE, dice), by, text: story.note });
  if (story.message) steps.push({ kind: 'message', at: instantOn(told, MESSAGE, dice), by, text: story.message });
  return steps;
}

/** Operators of the office more often than its head. */
function responsibleIn(office: OfficeKey, dice: Dice): PersonKey {
  const people = Object.entries(practicePeople) as [PersonKey, PracticePerson][];
  const ofLevel = (level: PracticePerson['level']) =>
    people.filter(([, person]) => person.office === office && person.level === level).map(([key]) => key);
  return dice.chance(0.8) ? dice.pick(ofLevel('operator')) : dice.pick(ofLevel('head'));
}

/** About a third of the way, two weeks at most. */
function dayToLook(first: Temporal.PlainDate, last: Temporal.PlainDate): Temporal.PlainDate {
  const wait = Math.min(14, Math.round(first.until(last).days * 0.35));
  return workingDayWithin(first.add({ days: wait }), last);
}

/** The first working day from `first` on; where none is left before `last`, `first` itself (real rows close on Sundays too). */
function workingDayWithin(first: Temporal.PlainDate, last: Temporal.PlainDate): Temporal.PlainDate {
  const working = practiceCalendar.workingDayFrom(first);
  return Temporal.PlainDate.compare(working, last) <= 0 ? working : first;
}

function instantOn(day: Temporal.PlainDate, [from, to]: Slot, dice: Dice): Temporal.Instant {
  const minute = dice.whole(from, to);
  const plainTime = new Temporal.PlainTime(Math.floor(minute / 60), minute % 60, dice.whole(0, 59));
  return day.toZonedDateTime({ timeZone: practiceMunicipality.zone, plainTime }).toInstant();
}

function dayOf(at: Temporal.Instant): Temporal.PlainDate {
  return at.toZonedDateTimeISO(practiceMunicipality.zone).toPlainDate();
}

function halfHourBefore(at: Temporal.Instant): Temporal.PlainTime {
  return at
    .toZonedDateTimeISO(practiceMunicipality.zone)
    .toPlainTime()
    .round({ smallestUnit: 'minute', roundingIncrement: 30, roundingMode: 'floor' });
}
