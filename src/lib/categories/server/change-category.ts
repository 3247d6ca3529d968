import type { Act } from '#lib/kernel/act.ts';
import type { CategoryId } from '#lib/kernel/ids.ts';
import { mayOrganise } from '#lib/kernel/permissions.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { changeSubject } from '#lib/trail/server/subject.ts';
import type { CategorySettings } from '../category.ts';
import { changesBetween } from '../settings-fields.ts';
import { columnsOf, lockCategory } from './categories.ts';
import { isAllowedParent } from './category-tree.ts';

export type ChangeCategory = { category: CategoryId; version: number; settings: CategorySettings };

/** From now on: requests keep office and term that they were received with. The entry tells each value before and after. */
export async function changeCategory(
  tx: Tx<'category' | 'office' | 'person' | TrailTables>,
  act: Act,
  { category, version, settings }: ChangeCategory,
): Promise<
  | { ok: true }
  | Refusal<
      'not-allowed' | 'unknown-category' | 'unknown-office' | 'unknown-person' | 'wrong-parent' | 'changed-meanwhile'
    >
> {
  if (!mayOrganise(act.actor)) return refuse('not-allowed');
  const current = await lockCategory(tx, act.municipality, category);
  if (!current) return refuse('unknown-category');
  if (current.version !== version) return refuse('changed-meanwhile');
  if (!(await isAllowedParent(tx, act.municipality, settings.parent, category))) return refuse('wrong-parent');
  if (!(await isOneOfHere(tx, act, 'office', settings.office))) return refuse('unknown-office');
  if (settings.onCall && !(await isOneOfHere(tx, act, 'person', settings.onCall))) return refuse('unknown-person');

  const changes = changesBetween(current, settings);
  // Saved without a change: nothing happened, so nothing is written.
  if (Object.keys(changes).length === 0) return { ok: true };
  const changed = await changeSubject(tx, act, 'category', {
    id: category,
    version,
    set: columnsOf(settings),
    entry: { kind: 'category-changed', visibility: 'staff', detail: { changes } },
  });
  return changed ? { ok: true } : refuse('changed-meanwhile');
}

async function isOneOfHere(
  tx: Tx<'office' | 'person'>,
  act: Act,
  table: 'office' | 'person',
  id: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom(table)
    .select('id')
    .where('municipality_id', '=', act.municipality)
    .where('id', '=', id as never)
    .executeTakeFirst();
  return row !== undefined;
}
