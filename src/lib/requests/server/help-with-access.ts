import type { Act } from '#lib/kernel/act.ts';
import type { Post } from '#lib/kernel/actor.ts';
import type { RequestId } from '#lib/kernel/ids.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { changeOwnRequest } from './change-own-request.ts';
import { lockForAct, type NotForAct } from './lock-for-act.ts';
import { changeTo, noNewAddress, readOwnRequest, type OwnRequest } from './lock-own-request.ts';

// What the desk does for a citizen who stands before it or telephones, after having asked who they are.

export type CorrectAddress = { request: RequestId; version: number; address: string };
export type HandOutPassword = { request: RequestId; version: number };

/**
 * Mail goes to this address from now on, and the first one there tells a new password: whoever read the wrong address had
 * the old one.
 */
export async function correctAddress(
  tx: Tx<'request' | 'step' | 'office' | TrailTables>,
  act: Act,
  { request, version, address }: CorrectAddress,
): Promise<{ ok: true } | NotForAct | Refusal<'changed-meanwhile' | 'same-address'>> {
  const guarded = await lockForHelp(tx, act, request, version);
  if (!guarded.ok) return guarded;
  const { own, as } = guarded;
  if (own.refusedAt === null && own.address?.toLowerCase() === address.toLowerCase()) return refuse('same-address');
  const generation = own.generation + 1;
  const set = { ...changeTo(own, address), password_generation: generation };
  await changeOwnRequest(tx, act, own, set, { kind: 'address-changed', as, detail: { generation }, text: { address } });
  return { ok: true };
}

/** A new password, for whoever has lost theirs and cannot be written to; the old one and every link with it stop. */
export async function handOutPassword(
  tx: Tx<'request' | 'step' | 'office' | TrailTables>,
  act: Act,
  { request, version }: HandOutPassword,
): Promise<{ ok: true; generation: number } | NotForAct | Refusal<'changed-meanwhile'>> {
  const guarded = await lockForHelp(tx, act, request, version);
  if (!guarded.ok) return guarded;
  const { own, as } = guarded;
  const generation = own.generation + 1;
  const set = { password_generation: generation, ...noNewAddress };
  await changeOwnRequest(tx, act, own, set, { kind: 'password-renewed', as, detail: { generation } });
  return { ok: true, generation };
}

async function lockForHelp(
  tx: Tx<'request' | 'step' | 'office'>,
  act: Act,
  request: RequestId,
  version: number,
): Promise<{ ok: true; own: OwnRequest; as: Post } | NotForAct | Refusal<'changed-meanwhile'>> {
  const guarded = await lockForAct(tx, act, request, 'help-with-access', 'update');
  if (!guarded.ok) return guarded;
  const own = await readOwnRequest(tx, act.municipality, request);
  // What was erased is nobody's any more.
  if (!own || own.erased) return refuse('wrong-state');
  if (own.version !== version) return refuse('changed-meanwhile');
  return { ok: true, own, as: guarded.as };
}
