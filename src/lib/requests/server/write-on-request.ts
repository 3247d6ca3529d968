import type { Act } from '#lib/kernel/act.ts';
import type { RequestId } from '#lib/kernel/ids.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { appendEntry } from '#lib/trail/server/append-entry.ts';
import { lockForAct, type NotForAct } from './lock-for-act.ts';

export type WriteOnRequest = { request: RequestId; text: string };

/** To the citizen: on their page and by mail. Changes no state, so two people writing never collide. */
export async function sendMessage(
  tx: Tx<'request' | 'step' | 'office' | TrailTables>,
  act: Act,
  { request, text }: WriteOnRequest,
): Promise<{ ok: true } | NotForAct> {
  const guarded = await lockForAct(tx, act, request, 'message', 'share');
  if (!guarded.ok) return guarded;
  await appendEntry(tx, act, {
    kind: 'message-to-citizen',
    visibility: 'citizen',
    request,
    as: guarded.as,
    text: { message: text },
  });
  return { ok: true };
}

/** For the offices only; also on a closed request. */
export async function addNote(
  tx: Tx<'request' | 'step' | 'office' | TrailTables>,
  act: Act,
  { request, text }: WriteOnRequest,
): Promise<{ ok: true } | NotForAct> {
  const guarded = await lockForAct(tx, act, request, 'note', 'share');
  if (!guarded.ok) return guarded;
  await appendEntry(tx, act, { kind: 'note', visibility: 'staff', request, as: guarded.as, text: { note: text } });
  return { ok: true };
}
