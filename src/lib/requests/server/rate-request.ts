import type { Act } from '#lib/kernel/act.ts';
import type { RequestId } from '#lib/kernel/ids.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { readMunicipality } from '#lib/municipalities/server/read-municipality.ts';
import { appendEntry } from '#lib/trail/server/append-entry.ts';
import { canStillReopen } from '../citizen-limits.ts';
import type { Rating } from '../request.ts';
import { canBeRated } from '../transitions.ts';
import { lockForCitizen, type NotForAct } from './lock-for-act.ts';

export type RateRequest = { request: RequestId; helped: Rating; text: string | null };

/** "Ti è stato utile?": an entry and no state, so that it collides with nobody; the newest since the closing counts. */
export async function rateRequest(
  tx: Tx<'request' | 'step' | 'office' | 'municipality' | TrailTables>,
  act: Act,
  { request, helped, text }: RateRequest,
): Promise<{ ok: true } | NotForAct | Refusal<'read-only'>> {
  const guarded = await lockForCitizen(tx, act, request, 'rate', 'share');
  if (!guarded.ok) return guarded;
  const { closedAt, outcome } = guarded.current;
  const { zone } = await readMunicipality(tx, act.municipality);
  if (!closedAt || !canBeRated(outcome) || !canStillReopen(closedAt, act.at, zone)) return refuse('read-only');
  await appendEntry(tx, act, {
    kind: 'request-rated',
    visibility: 'citizen',
    request,
    detail: { helped },
    ...(text && { text: { message: text } }),
  });
  return { ok: true };
}
