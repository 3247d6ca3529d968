import type { Act } from '#lib/kernel/act.ts';
import type { RequestId } from '#lib/kernel/ids.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { changeOwnRequest } from './change-own-request.ts';
import { lockOwnRequest, noNewAddress } from './lock-own-request.ts';

/** `generation` is the one that whoever asks has seen: two who renew at once get one new password. */
export type RenewPassword = { request: RequestId; generation: number };

/**
 * The next generation: the old password and every link made with it stop. A change of address that waits stops too, since
 * its links are of the old generation and whoever renews may do so because somebody else asked for it.
 */
export async function renewPassword(
  tx: Tx<'request' | TrailTables>,
  act: Act,
  { request, generation }: RenewPassword,
): Promise<{ ok: true; generation: number } | Refusal<'not-allowed' | 'changed-meanwhile'>> {
  const own = await lockOwnRequest(tx, act, request);
  if (!own) return refuse('not-allowed');
  if (own.generation !== generation) return refuse('changed-meanwhile');
  const next = generation + 1;
  await changeOwnRequest(
    tx,
    act,
    own,
    { password_generation: next, ...noNewAddress },
    { kind: 'password-renewed', detail: { generation: next } },
  );
  return { ok: true, generation: next };
}
