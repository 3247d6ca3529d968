import { newFormKey } from '#lib/kernel/server/form-key.ts';
import { canStillReopen, lastDayToReopen } from '#lib/requests/citizen-limits.ts';
import type { ratingOfTimeline } from '#lib/requests/rating.ts';
import { canBeRated } from '#lib/requests/transitions.ts';
import { ratingWord } from '#lib/requests/ui/rating-words.ts';
import { longDay, type Locale } from '#lib/requests/ui/relative-date.ts';
import { mayDo, type Followed } from './followed.ts';

export type ClosingView = {
  /** Until when it can be opened again; null when it can only be read. */
  reopenUntil: string | null;
  /** "Ti è stato utile?": what was said so far; null where it is not asked (any more). */
  rating: { key: string; helped: string | null; word: string; text: string } | null;
};

/** What is left to say and do on a closed request; null while it is open. */
export function closingView(
  followed: Followed,
  rating: ReturnType<typeof ratingOfTimeline>,
  { zone, locale, now }: { zone: string; locale: Locale; now: Temporal.Instant },
): ClosingView | null {
  const { request } = followed;
  if (!request.closedAt) return null;
  const writable = canStillReopen(request.closedAt, now, zone);
  return {
    reopenUntil:
      writable && mayDo(followed, 'reopen') ? longDay(lastDayToReopen(request.closedAt, zone), locale) : null,
    rating:
      writable && mayDo(followed, 'rate') && canBeRated(request.outcome)
        ? {
            key: String(newFormKey()),
            helped: rating?.helped ?? null,
            word: ratingWord(rating?.helped),
            text: rating?.text ?? '',
          }
        : null,
  };
}
