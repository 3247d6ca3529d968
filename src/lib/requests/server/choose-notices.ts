import type { Act } from '#lib/kernel/act.ts';
import type { RequestId } from '#lib/kernel/ids.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import type { Notices } from '../access.ts';
import { changeOwnRequest } from './change-own-request.ts';
import { lockOwnRequest } from './lock-own-request.ts';

export type ChooseNotices = { request: RequestId; notices: Notices };

/** Which mails the citizen wants from now on. */
export async function chooseNotices(
  tx: Tx<'request' | TrailTables>,
  act: Act,
  { request, notices }: ChooseNotices,
): Promise<{ ok: true } | Refusal<'not-allowed'>> {
  const own = await lockOwnRequest(tx, act, request);
  if (!own) return refuse('not-allowed');
  if (own.notices === notices) return { ok: true };
  await changeOwnRequest(tx, act, own, { notices }, { kind: 'notices-chosen', detail: { notices } });
  return { ok: true };
}
