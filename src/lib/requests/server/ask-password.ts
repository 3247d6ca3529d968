import type { Act } from '#lib/kernel/act.ts';
import type { RequestId } from '#lib/kernel/ids.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { appendEntry } from '#lib/trail/server/append-entry.ts';
import { lockOwnRequest } from './lock-own-request.ts';

export type AskPassword = { request: RequestId };

/** A link for a new password goes to the address that the request has, to no other; nothing of the old one changes yet. */
export async function askPassword(
  tx: Tx<'request' | TrailTables>,
  act: Act,
  { request }: AskPassword,
): Promise<{ ok: true } | Refusal<'not-allowed' | 'no-address'>> {
  const own = await lockOwnRequest(tx, act, request);
  if (!own) return refuse('not-allowed');
  if (own.address === null || own.refusedAt !== null) return refuse('no-address');
  await appendEntry(tx, act, { kind: 'password-asked', visibility: 'citizen', request });
  return { ok: true };
}
