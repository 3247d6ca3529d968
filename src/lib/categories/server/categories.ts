import type { Act } from '#lib/kernel/act.ts';
import { newId, type CategoryId, type MunicipalityId } from '#lib/kernel/ids.ts';
import { mayOrganise } from '#lib/kernel/permissions.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { Db, TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { createSubject } from '#lib/trail/server/subject.ts';
import type { Category, Translated } from '../category.ts';

export async function addCategory(
  tx: Tx<'category' | TrailTables>,
  act: Act,
  category: Omit<Category, 'id'> & { position: number },
): Promise<{ ok: true; id: CategoryId } | Refusal<'not-allowed'>> {
  if (!mayOrganise(act.actor)) return refuse('not-allowed');
  const id = newId<CategoryId>();
  await createSubject(tx, act, 'category', {
    id,
    set: {
      slug: category.slug,
      names: JSON.stringify(category.names),
      hints: JSON.stringify(category.hints),
      icon: category.icon,
      office_id: category.office,
      term_amount: category.term.amount,
      term_unit: category.term.unit,
      position: category.position,
    },
    entry: {
      kind: 'category-made',
      visibility: 'staff',
      detail: {
        name: category.names.it,
        office: category.office,
        amount: category.term.amount,
        unit: category.term.unit,
      },
    },
  });
  return { ok: true, id };
}

/** The categories a citizen may choose, in their order. */
export async function listCategories(db: Db<'category'>, municipality: MunicipalityId): Promise<Category[]> {
  const rows = await db
    .selectFrom('category')
    .select(['id', 'slug', 'names', 'hints', 'icon', 'office_id', 'term_amount', 'term_unit'])
    .where('municipality_id', '=', municipality)
    .where('active', '=', true)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    names: JSON.parse(row.names) as Translated,
    hints: JSON.parse(row.hints) as Translated,
    icon: row.icon,
    office: row.office_id,
    term: { amount: row.term_amount, unit: row.term_unit },
  }));
}
