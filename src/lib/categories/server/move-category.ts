import type { Act } from '#lib/kernel/act.ts';
import type { CategoryId } from '#lib/kernel/ids.ts';
import { mayOrganise } from '#lib/kernel/permissions.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { changeSubject } from '#lib/trail/server/subject.ts';

export type MoveCategory = { category: CategoryId; by: 'up' | 'down' };

/** One place up or down among those beside it. Moving an end further is no mistake: it stays. */
export async function moveCategory(
  tx: Tx<'category' | TrailTables>,
  act: Act,
  { category, by }: MoveCategory,
): Promise<{ ok: true } | Refusal<'not-allowed' | 'unknown-category'>> {
  if (!mayOrganise(act.actor)) return refuse('not-allowed');
  // All of them, always in the same order: two people moving at once wait for each other.
  const all = await tx
    .selectFrom('category')
    .select(['id', 'version', 'parent_id', 'position'])
    .where('municipality_id', '=', act.municipality)
    .orderBy('position')
    .orderBy('id')
    .forUpdate()
    .execute();
  const moved = all.find(({ id }) => id === category);
  if (!moved) return refuse('unknown-category');
  const beside = all.filter(({ parent_id }) => parent_id === moved.parent_id);
  const at = beside.indexOf(moved);
  const to = by === 'up' ? at - 1 : at + 1;
  if (to < 0 || to >= beside.length) return { ok: true };

  const ordered = beside.toSpliced(at, 1).toSpliced(to, 0, moved);
  for (const [position, { id, version, position: before }] of ordered.entries()) {
    if (position === before) continue;
    const changed = await changeSubject(tx, act, 'category', {
      id,
      version,
      set: { position },
      entry: { kind: 'category-changed', visibility: 'staff', detail: { position: { before, after: position } } },
    });
    if (!changed) throw new Error('a category changed although it was locked');
  }
  return { ok: true };
}
