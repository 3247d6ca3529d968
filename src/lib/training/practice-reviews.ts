import { findPersonalData } from '#lib/publication/personal-data.ts';
import type { Wording } from '#lib/publication/public-view.ts';
import { streetOf } from '#lib/publication/street-of.ts';
import { practiceCalendar, practiceMunicipality } from './practice-municipality.ts';
import type { PersonKey } from './practice-people.ts';
import type { PracticeRequest } from './practice-requests.ts';

/** What the desk decided about a request's public page, and when. */
export type PracticeReview = {
  at: Temporal.Instant;
  request: PracticeRequest;
  by: PersonKey;
  decision: 'shown' | 'facts';
  wording: Wording;
};

/** One in so many is shown by its facts alone: such a municipality has those too. */
const factsEach = 11;

/**
 * The desk looks on the morning after. What nobody has begun to work on still waits in the queue, and so does what came after the
 * last morning before `now`.
 */
export function practiceReviews(requests: readonly PracticeRequest[], now: Temporal.Instant): PracticeReview[] {
  return requests.flatMap((request, number) => {
    const at = morningAfter(request.receivedAt, number);
    if (request.steps.length === 0 || Temporal.Instant.compare(at, now) >= 0) return [];
    const wording = { title: request.title, body: request.body, place: streetOf(request.place) };
    const marked = Object.values(wording).some((text) => findPersonalData(text).length > 0);
    const decision = marked || number % factsEach === 0 ? 'facts' : 'shown';
    return [{ at, request, by: 'giulia.taddei', decision, wording }];
  });
}

function morningAfter(receivedAt: Temporal.Instant, number: number): Temporal.Instant {
  const { zone } = practiceMunicipality;
  const day = practiceCalendar.workingDayFrom(receivedAt.toZonedDateTimeISO(zone).toPlainDate().add({ days: 1 }));
  const plainTime = new Temporal.PlainTime(9, (number * 7) % 60);
  return day.toZonedDateTime({ timeZone: zone, plainTime }).toInstant();
}
