import type { Act } from '#lib/kernel/act.ts';
import type { Post } from '#lib/kernel/actor.ts';
import type { RequestId } from '#lib/kernel/ids.ts';
import { may, postFor } from '#lib/kernel/permissions.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { lockRequest } from '#lib/requests/server/lock-request.ts';
import type { ProjectionTables } from './project-public.ts';

export type ReviewTables = ProjectionTables | 'office' | TrailTables;

/**
 * The guard of every decision about a request's page. The request itself is locked, and not changed: two reviewers of one request
 * go one after the other, and who has the request's page open meanwhile is not told that it changed.
 */
export async function lockForReview(
  tx: Tx<'request' | 'step' | 'office'>,
  act: Act,
  request: RequestId,
): Promise<{ ok: true; as: Post } | Refusal<'not-allowed'>> {
  const current = await lockRequest(tx, act.municipality, request, 'update');
  if (!current || !may(act.actor, 'review-publication', current)) return refuse('not-allowed');
  const as = postFor(act.actor, 'review-publication', current);
  return as ? { ok: true, as } : refuse('not-allowed');
}

/** Who reviewed, for the row. */
export function reviewerOf({ actor, at }: Act) {
  if (actor.kind !== 'person') throw new Error('only a person reviews');
  return { reviewer_id: actor.person, reviewed_at: at };
}
