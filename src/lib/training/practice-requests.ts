import type { Answers } from '#lib/categories/question.ts';
import type { Language } from '#lib/categories/category.ts';
import { dueBy } from '#lib/deadlines/due-by.ts';
import type { Kind } from '#lib/requests/request.ts';
import { modelCategories, type RealCategory } from './alessandria-categories.ts';
import type { RealRequest } from './alessandria-requests.ts';
import { chosenRequests } from './chosen-requests.ts';
import { closedLife, openLife, type PracticeStep } from './life-story.ts';
import { inventedAuthor } from './practice-authors.ts';
import { practiceCategories, type CategoryKey } from './practice-categories.ts';
import { practiceCalendar, practiceHamlets, practiceMunicipality, type HamletKey } from './practice-municipality.ts';
import { closedStories } from './practice-texts.ts';
import { dice as seeded, type Dice } from './pseudo-random.ts';
import { openStories, type Arrival, type OpenStory } from './texts/open.ts';
import type { Author, ClosedStory, Story } from './texts/story.ts';

/** A request of the practice municipality from its report to where it stands now. */
export type PracticeRequest = {
  /** the row of the real report whose category and duration it has; null for the ten open ones */
  realId: string | null;
  receivedAt: Temporal.Instant;
  category: CategoryKey;
  kind: Kind;
  channel: 'site' | 'phone';
  hamlet: HamletKey;
  place: string;
  /** where the citizen's device knew it */
  point: { latitude: number; longitude: number } | null;
  title: string;
  body: string;
  danger: boolean;
  answers: Answers | null;
  author: Author;
  language: Language;
  steps: readonly PracticeStep[];
};

/**
 * 100 closed requests with the durations of real ones, moved so that the newest closing is yesterday, and ten open ones.
 * In the order of their receipt, nothing after `now`; the same for the same `now`.
 */
export function practiceRequests(now: Temporal.Instant): PracticeRequest[] {
  const today = now.toZonedDateTimeISO(practiceMunicipality.zone).toPlainDate();
  const requests = [
    ...closedRequests(today),
    ...openStories.map((story, number) => openRequest(story, chosenRequests.length + number, now, today)),
  ];
  return requests.sort((a, b) => Temporal.Instant.compare(a.receivedAt, b.receivedAt));
}

/** Reports and steps of all requests in the one order in which they happened; `step` is null for the report. */
export function practiceActs(
  requests: readonly PracticeRequest[],
): { at: Temporal.Instant; request: PracticeRequest; step: PracticeStep | null }[] {
  return requests
    .flatMap((request) => [
      { at: request.receivedAt, request, step: null },
      ...request.steps.map((step) => ({ at: step.at, request, step })),
    ])
    .sort((a, b) => Temporal.Instant.compare(a.at, b.at));
}

function closedRequests(today: Temporal.PlainDate): PracticeRequest[] {
  const newest = chosenRequests
    .map(({ closed }) => closed)
    .sort((a, b) => Temporal.PlainDate.compare(a, b))
    .at(-1);
  if (!newest) throw new Error('no real request was chosen');
  const moved = newest.until(today.subtract({ days: 1 })); // in days, so that durations stay what they were

  return (Object.keys(closedStories) as RealCategory[]).flatMap((real) => {
    const rows = chosenRequests
      .filter(({ category }) => category === real)
      .map((row) => ({ ...row, created: row.created.add(moved), closed: row.closed.add(moved) }));
    return inSeason(closedStories[real], rows).map(([story, row]) => {
      const category = story.category ?? modelCategories[real][0];
      const office = practiceCategories[category].office;
      return told(
        story,
        category,
        row.id,
        row.id,
        chosenRequests.findIndex(({ id }) => id === row.id),
        closedLife(row.id, story, office, row.created, row.closed, today.subtract({ days: 1 })),
      );
    });
  });
}

/** Stories and rows in their order, but one of the summer changes places with the nearest row that has one. */
function inSeason(stories: readonly ClosedStory[], rows: readonly RealRequest[]): [ClosedStory, RealRequest][] {
  const paired = stories.map((story, at): [ClosedStory, RealRequest] => {
    const row = rows[at];
    if (!row) throw new Error(`no row for "${story.title}"`);
    return [story, row];
  });
  for (const [at, pair] of paired.entries()) {
    if (pair[0].season !== 'summer' || isSummer(pair[1])) continue;
    const other = paired
      .filter(([story, row]) => story.season !== 'summer' && isSummer(row))
      .sort((a, b) => Math.abs(paired.indexOf(a) - at) - Math.abs(paired.indexOf(b) - at))[0];
    if (other) [pair[1], other[1]] = [other[1], pair[1]];
  }
  return paired;
}

function isSummer({ created }: RealRequest): boolean {
  return created.month >= 5 && created.month <= 9;
}

function openRequest(
  story: OpenStory,
  number: number,
  now: Temporal.Instant,
  today: Temporal.PlainDate,
): PracticeRequest {
  const { office } = practiceCategories[story.category];
  const received = dayOfArrival(story.arrival, story.category, today);
  const seed = `open ${number}`;
  const life = openLife(seed, story, office, received, today);
  if (received.equals(today)) {
    // Today began less than an hour ago at night: then it has just come.
    const midnight = today.toZonedDateTime(practiceMunicipality.zone).toInstant();
    const recently = now.subtract({ minutes: 40 });
    life.receivedAt = Temporal.Instant.compare(recently, midnight) > 0 ? recently.round('second') : midnight;
  }
  return told(story, story.category, null, seed, number, life);
}

function dayOfArrival(arrival: Arrival, category: CategoryKey, today: Temporal.PlainDate): Temporal.PlainDate {
  if ('workingDaysAgo' in arrival) {
    let day = today;
    for (let left = arrival.workingDaysAgo; left > 0;) {
      day = day.subtract({ days: 1 });
      if (practiceCalendar.isWorkingDay(day)) left--;
    }
    return day;
  }
  const due =
    'daysLate' in arrival
      ? today.subtract({ days: arrival.daysLate })
      : practiceCalendar.workingDayFrom(today.add({ days: 1 }));
  return lastReceiptDueBy(due, category);
}

/** The last day on which a request must have come for its term to end on that date, or before it on a day without work. */
function lastReceiptDueBy(due: Temporal.PlainDate, category: CategoryKey): Temporal.PlainDate {
  for (let day = due; ; day = day.subtract({ days: 1 })) {
    const noon = day.toZonedDateTime({ timeZone: practiceMunicipality.zone, plainTime: '12:00' }).toInstant();
    const { dueDate } = dueBy(practiceCategories[category].term, noon, practiceCalendar);
    if (dueDate && Temporal.PlainDate.compare(dueDate, due) <= 0) return day;
  }
}

function told(
  story: Story,
  category: CategoryKey,
  realId: string | null,
  seed: string,
  number: number,
  life: { receivedAt: Temporal.Instant; steps: readonly PracticeStep[] },
): PracticeRequest {
  const dice = seeded(`${seed} author`);
  const author = story.author ?? inventedAuthor(number, dice);
  const { hamlet, place, title, text: body, kind = 'fault', language = 'it', danger = false, answers = null } = story;
  const channel = author.email === null ? 'phone' : 'site';
  const point = channel === 'site' && dice.chance(0.6) ? near(hamlet, dice) : null;
  const said = { hamlet, place, point, title, body, danger, answers, author, language };
  return { realId, category, kind, channel, ...said, ...life };
}

/** Some hundred metres around the middle of the hamlet. */
function near(hamlet: HamletKey, dice: Dice): { latitude: number; longitude: number } {
  const { latitude, longitude } = practiceHamlets[hamlet];
  const around = (degrees: number, reach: number) => Number((degrees + dice.whole(-reach, reach) / 1e5).toFixed(5));
  return { latitude: around(latitude, 150), longitude: around(longitude, 200) };
}
