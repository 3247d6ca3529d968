import type { Act } from '#lib/kernel/act.ts';
import type { RequestId } from '#lib/kernel/ids.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { appendEntry } from '#lib/trail/server/append-entry.ts';
import { lockForCitizen, type NotForAct } from './lock-for-act.ts';

export type WriteToOffice = { request: RequestId; text: string };

/** What the citizen wants the office to know. Changes no state, so it collides with nobody. */
export async function writeToOffice(
  tx: Tx<'request' | 'step' | 'office' | TrailTables>,
  act: Act,
  { request, text }: WriteToOffice,
): Promise<{ ok: true } | NotForAct> {
  const guarded = await lockForCitizen(tx, act, request, 'write', 'share');
  if (!guarded.ok) return guarded;
  await appendEntry(tx, act, {
    kind: 'message-from-citizen',
    visibility: 'citizen',
    request,
    text: { message: text },
  });
  return { ok: true };
}
