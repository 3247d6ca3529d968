import type { Act } from '#lib/kernel/act.ts';
import type { WatchId } from '#lib/kernel/ids.ts';
import { mayDecideWatch } from '#lib/kernel/permissions.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { Tx } from '#lib/kernel/server/database.ts';

export type OfWatch = { watch: WatchId };

/** The address says yes; said twice it counts once. */
export async function confirmWatch(
  tx: Tx<'watch'>,
  act: Act,
  { watch }: OfWatch,
): Promise<{ ok: true } | Refusal<'not-allowed' | 'gone'>> {
  if (!mayDecideWatch(act.actor, watch)) return refuse('not-allowed');
  const confirmed = await tx
    .updateTable('watch')
    .set((row) => ({ confirmed_at: row.fn.coalesce('confirmed_at', row.val(act.at)) }))
    .where('municipality_id', '=', act.municipality)
    .where('id', '=', watch)
    .executeTakeFirst();
  return confirmed.numUpdatedRows === 1n ? { ok: true } : refuse('gone');
}

/** Nothing of it is kept: neither that this address watched nor that it was asked. */
export async function endWatch(
  tx: Tx<'watch'>,
  act: Act,
  { watch }: OfWatch,
): Promise<{ ok: true } | Refusal<'not-allowed'>> {
  if (!mayDecideWatch(act.actor, watch)) return refuse('not-allowed');
  await tx.deleteFrom('watch').where('municipality_id', '=', act.municipality).where('id', '=', watch).execute();
  return { ok: true };
}
