import type { Act } from '#lib/kernel/act.ts';
import { newId, type StatementId } from '#lib/kernel/ids.ts';
import { mayOrganise } from '#lib/kernel/permissions.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { changeSubject, createSubject } from '#lib/trail/server/subject.ts';
import type { Locale } from '#lib/words/compiled/runtime.js';
import type { StatementPage } from '../statement.ts';
import { usualStatement } from '../usual-statement.ts';

export type WriteStatement = {
  page: StatementPage;
  language: Locale;
  /** 0 while the municipality has written none. */
  version: number;
  /** Empty: back to the text that comes with the program. */
  body: string;
};

/** What everybody reads from now on, on one of the pages by which a municipality declares something. */
export async function writeStatement(
  tx: Tx<'municipality' | 'statement' | TrailTables>,
  act: Act,
  { page, language, version, body: written }: WriteStatement,
): Promise<{ ok: true } | Refusal<'not-allowed' | 'changed-meanwhile'>> {
  if (!mayOrganise(act.actor)) return refuse('not-allowed');
  // The program's own text, saved as it stands, stays the program's.
  const body = written === usualStatement(page, language) ? '' : written;
  // Two who write the first one of a page at the same time find no row of it to wait for.
  await tx
    .selectFrom('municipality')
    .select('id')
    .where('municipality_id', '=', act.municipality)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  const current = await tx
    .selectFrom('statement')
    .select(['id', 'version', 'body'])
    .where('municipality_id', '=', act.municipality)
    .where('page', '=', page)
    .where('language', '=', language)
    .executeTakeFirst();
  // Saved without a change, perhaps by two: nothing happened, so nothing is written.
  if ((current?.body ?? '') === body) return { ok: true };
  if ((current?.version ?? 0) !== version) return refuse('changed-meanwhile');
  const set = { body, written_at: act.at };
  const entry = { kind: 'statement-written', visibility: 'staff', detail: { page, language }, text: { body } } as const;
  if (current) {
    await changeSubject(tx, act, 'statement', { id: current.id, version, set, entry });
  } else {
    await createSubject(tx, act, 'statement', { id: newId<StatementId>(), set: { page, language, ...set }, entry });
  }
  return { ok: true };
}
