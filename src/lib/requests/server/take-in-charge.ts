import type { Act } from '#lib/kernel/act.ts';
import type { Post } from '#lib/kernel/actor.ts';
import type { RequestId } from '#lib/kernel/ids.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { changeSubject } from '#lib/trail/server/subject.ts';
import { lockForAct, type NotForAct } from './lock-for-act.ts';

export type TakeInCharge = { request: RequestId; version: number };

/** By name: from here somebody always holds it, and answers for it (L. 241/1990 art. 5). */
export async function takeInCharge(
  tx: Tx<'request' | 'step' | 'office' | TrailTables>,
  act: Act,
  { request, version }: TakeInCharge,
): Promise<{ ok: true } | NotForAct | Refusal<'changed-meanwhile'>> {
  const guarded = await lockForAct(tx, act, request, 'take-in-charge', 'update');
  if (!guarded.ok) return guarded;
  const taken = await takeByName(tx, act, request, version, guarded.as);
  return taken === null ? refuse('changed-meanwhile') : { ok: true };
}

/** The same inside another act: the first step on a received request takes it in charge. */
export async function takeByName(
  tx: Tx<'request' | TrailTables>,
  act: Act,
  request: RequestId,
  version: number,
  as: Post,
): Promise<number | null> {
  if (act.actor.kind !== 'person') throw new Error('only a person takes a request in charge');
  const changed = await changeSubject(tx, act, 'request', {
    id: request,
    version,
    set: { state: 'in-charge', responsible_id: act.actor.person, taken_at: act.at },
    entry: { kind: 'request-taken', visibility: 'citizen', request, as, detail: { responsible: act.actor.person } },
  });
  return changed?.version ?? null;
}
