import type { Act } from '#lib/kernel/act.ts';
import { newId, type WatchId } from '#lib/kernel/ids.ts';
import { mayWatch } from '#lib/kernel/permissions.ts';
import type { Reference } from '#lib/kernel/reference.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import type { Language } from '#lib/categories/category.ts';
import { selectPublic, type PublicTables } from '#lib/publication/server/select-public.ts';
import { appendEntry } from '#lib/trail/server/append-entry.ts';
import { sameMailbox } from '../watch.ts';

export type AskToWatch = {
  reference: Reference;
  email: string;
  language: Language;
  /** The installation's key from which the link is derived. */
  keyId: string;
};

/**
 * Asks the address whether it wants to be told. The same for one that watches already: it gets a mail that says so, and whoever
 * asked learns nothing. The entry is the mail's cause; it names neither request nor address, since a wish of somebody else is no
 * part of the request's history.
 */
export async function askToWatch(
  tx: Tx<'watch' | PublicTables | TrailTables>,
  act: Act,
  { reference, email, language, keyId }: AskToWatch,
): Promise<{ ok: true } | Refusal<'not-allowed' | 'not-open'>> {
  if (!mayWatch(act.actor)) return refuse('not-allowed');
  const request = await findOpen(tx, act, reference);
  if (!request) return refuse('not-open');
  const asked = { asked_at: act.at, asked_act: act.id };
  await tx
    .insertInto('watch')
    .values({
      municipality_id: act.municipality,
      id: newId<WatchId>(),
      request_id: request.request_id,
      email: sameMailbox(email),
      language,
      key_id: keyId,
      ...asked,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['municipality_id', 'request_id', 'email'])
        .doUpdateSet(asked)
        .where('watch.municipality_id', '=', act.municipality),
    )
    .execute();
  await appendEntry(tx, act, { kind: 'watch-asked', visibility: 'staff' });
  return { ok: true };
}

function findOpen(tx: Tx<PublicTables>, { municipality }: Act, { series, year, number }: Reference) {
  return selectPublic(tx, municipality)
    .select('public_request.request_id')
    .where('public_request.series', '=', series)
    .where('public_request.year', '=', year)
    .where('public_request.number', '=', number)
    .where('public_request.stage', '!=', 'closed')
    .executeTakeFirst();
}
