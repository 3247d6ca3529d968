import type { EntryKind } from '#lib/trail/entry.ts';
import { ratings, type Rating } from './request.ts';

type Item = {
  kind: EntryKind;
  at: Temporal.Instant;
  detail: { readonly [key: string]: unknown };
  text: { readonly [key: string]: unknown } | null;
};

/** The newest rating since the request was last closed, of a timeline with the oldest first. */
export function ratingOfTimeline(
  timeline: readonly Item[],
): { helped: Rating; text: string | null; at: Temporal.Instant } | null {
  const closed = timeline.findLastIndex(({ kind }) => kind === 'request-closed');
  const last = timeline.slice(closed + 1).findLast(({ kind }) => kind === 'request-rated');
  const helped = ratings.find((known) => known === last?.detail.helped);
  if (!last || !helped) return null;
  const { message } = last.text ?? {};
  return { helped, text: typeof message === 'string' ? message : null, at: last.at };
}
