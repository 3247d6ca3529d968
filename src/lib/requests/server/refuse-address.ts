import type { Act } from '#lib/kernel/act.ts';
import type { RequestId } from '#lib/kernel/ids.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { changeOwnRequest } from './change-own-request.ts';
import { lockOwnRequest, noNewAddress } from './lock-own-request.ts';

export type RefuseAddress = { request: RequestId; address: string };

/**
 * "Non sono io": whoever reads the mails is not who wrote. What those mails told them stops (password and links), no mail
 * goes there any more, and the offices are told. Said again, or by two at once, it is done once.
 */
export async function refuseAddress(
  tx: Tx<'request' | TrailTables>,
  act: Act,
  { request, address }: RefuseAddress,
): Promise<{ ok: true } | Refusal<'not-allowed' | 'changed-meanwhile'>> {
  const own = await lockOwnRequest(tx, act, request);
  if (!own) return refuse('not-allowed');
  if (own.address !== address) return refuse('changed-meanwhile');
  if (own.refusedAt !== null) return { ok: true };
  const next = own.generation + 1;
  await changeOwnRequest(
    tx,
    act,
    own,
    { password_generation: next, address_refused_at: act.at, ...noNewAddress },
    { kind: 'address-refused', detail: { generation: next } },
  );
  return { ok: true };
}
