import type { Act } from '#lib/kernel/act.ts';
import type { RequestId } from '#lib/kernel/ids.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { isWaiting } from '../access.ts';
import { changeOwnRequest } from './change-own-request.ts';
import { changeTo, lockOwnRequest, noNewAddress } from './lock-own-request.ts';

export type AskAddressChange = { request: RequestId; address: string };
export type ConfirmAddress = { request: RequestId; address: string; side: 'old' | 'new' };
export type DropAddressChange = { request: RequestId };

/** Nothing changes until both addresses have said yes; where no old one can be asked, the new one's word is enough. */
export async function askAddressChange(
  tx: Tx<'request' | TrailTables>,
  act: Act,
  { request, address }: AskAddressChange,
): Promise<{ ok: true } | Refusal<'not-allowed' | 'same-address'>> {
  const own = await lockOwnRequest(tx, act, request);
  if (!own) return refuse('not-allowed');
  const canAsk = own.address !== null && own.refusedAt === null;
  if (canAsk && own.address?.toLowerCase() === address.toLowerCase()) return refuse('same-address');
  await changeOwnRequest(
    tx,
    act,
    own,
    { new_address: address, new_address_at: act.at, new_address_old_ok: !canAsk, new_address_new_ok: false },
    { kind: 'address-change-asked', text: { address } },
  );
  return { ok: true };
}

/** One of the two says yes. `done` once the address has changed; said twice it counts once. */
export async function confirmAddress(
  tx: Tx<'request' | TrailTables>,
  act: Act,
  { request, address, side }: ConfirmAddress,
): Promise<{ ok: true; done: boolean } | Refusal<'not-allowed' | 'not-waiting'>> {
  const own = await lockOwnRequest(tx, act, request);
  if (!own) return refuse('not-allowed');
  const waiting = own.newAddress;
  if (waiting?.address !== address || !isWaiting(waiting, act.at)) return refuse('not-waiting');
  const both = { old: waiting.oldConfirmed || side === 'old', new: waiting.newConfirmed || side === 'new' };
  if (both.old && both.new) {
    await changeOwnRequest(tx, act, own, changeTo(own, address), { kind: 'address-changed', text: { address } });
    return { ok: true, done: true };
  }
  if (both.old !== waiting.oldConfirmed || both.new !== waiting.newConfirmed) {
    const set = { new_address_old_ok: both.old, new_address_new_ok: both.new };
    await changeOwnRequest(tx, act, own, set, { kind: 'address-confirmed', detail: { side } });
  }
  return { ok: true, done: false };
}

/** One of the two says no, or whoever asked has thought better of it. */
export async function dropAddressChange(
  tx: Tx<'request' | TrailTables>,
  act: Act,
  { request }: DropAddressChange,
): Promise<{ ok: true } | Refusal<'not-allowed'>> {
  const own = await lockOwnRequest(tx, act, request);
  if (!own) return refuse('not-allowed');
  if (own.newAddress) await changeOwnRequest(tx, act, own, noNewAddress, { kind: 'address-change-dropped' });
  return { ok: true };
}
