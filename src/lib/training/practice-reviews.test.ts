import { expect, test } from 'vitest';
import { practiceRequests } from './practice-requests.ts';
import { practiceReviews } from './practice-reviews.ts';

test.each(['2026-11-23T15:00:00Z', '2026-03-29T00:30:00Z', '2026-12-27T05:00:00Z'])(
  'at %s the desk has looked at most requests after their receipt and before now, and some wait',
  (written) => {
    const now = Temporal.Instant.from(written);
    const requests = practiceRequests(now);
    const reviews = practiceReviews(requests, now);
    for (const { at, request, wording } of reviews) {
      expect(Temporal.Instant.compare(at, request.receivedAt)).toBe(1);
      expect(Temporal.Instant.compare(at, now)).toBe(-1);
      expect(wording.title).not.toBe('');
      expect(wording.place).not.toMatch(/\d{1,4}$/);
    }
    expect(reviews.length).toBeGreaterThan(90);
    expect(requests.length - reviews.length).toBeGreaterThanOrEqual(2);
    expect(new Set(reviews.map(({ decision }) => decision))).toEqual(new Set(['shown', 'facts']));
  },
);
