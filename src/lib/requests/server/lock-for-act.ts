import type { Act } from '#lib/kernel/act.ts';
import type { Post } from '#lib/kernel/actor.ts';
import type { RequestId } from '#lib/kernel/ids.ts';
import { may, postFor, type CitizenAction, type RequestAction, type RequestSubject } from '#lib/kernel/permissions.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { Tx } from '#lib/kernel/server/database.ts';
import type { RequestState } from '../request.ts';
import { allows, type Transition } from '../transitions.ts';
import { lockRequest } from './lock-request.ts';

type Current = RequestState & RequestSubject;
export type ForAct = { ok: true; current: Current; as: Post };
export type NotForAct = Refusal<'not-allowed' | 'wrong-state'>;

/**
 * The guards of every act of staff on a request: locked, allowed, and possible in its state. What is not there answers as what
 * is not allowed does.
 */
export async function lockForAct(
  tx: Tx<'request' | 'step' | 'office'>,
  act: Act,
  request: RequestId,
  transition: Transition & RequestAction,
  lock: 'update' | 'share',
): Promise<ForAct | NotForAct> {
  const current = await lockRequest(tx, act.municipality, request, lock);
  if (!current || !may(act.actor, transition, current)) return refuse('not-allowed');
  const as = postFor(act.actor, transition, current);
  if (!as) return refuse('not-allowed');
  if (!allows(current.state, transition)) return refuse('wrong-state');
  return { ok: true, current, as };
}

/** The same for the citizen of a request, who holds no post. */
export async function lockForCitizen(
  tx: Tx<'request' | 'step' | 'office'>,
  act: Act,
  request: RequestId,
  transition: Transition & CitizenAction,
  lock: 'update' | 'share',
): Promise<{ ok: true; current: Current } | NotForAct> {
  const current = await lockRequest(tx, act.municipality, request, lock);
  if (!current || act.actor.kind !== 'citizen' || !may(act.actor, transition, current)) return refuse('not-allowed');
  if (!allows(current.state, transition)) return refuse('wrong-state');
  return { ok: true, current };
}
