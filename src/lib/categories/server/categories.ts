import type { Act } from '#lib/kernel/act.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { newId, type CategoryId, type MunicipalityId } from '#lib/kernel/ids.ts';
import { mayOrganise } from '#lib/kernel/permissions.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { Db, TrailTables, Tx } from '#lib/kernel/server/database.ts';
import type { DB } from '#lib/kernel/server/database-types.ts';
import { createSubject } from '#lib/trail/server/subject.ts';
import type { Insertable, Selectable } from 'kysely';
import type { Category, CategorySettings, Keywords, Translated } from '../category.ts';
import type { Question } from '../question.ts';
import { isAllowedParent } from './category-tree.ts';

export type NewCategory = Pick<CategorySettings, 'names' | 'hints' | 'icon' | 'office' | 'term'> &
  Partial<CategorySettings> & { slug: string; position: number; questions?: readonly Question[] };

const usual = {
  keywords: { it: [], en: [], de: [], fr: [] },
  parent: null,
  danger: false,
  dangerHours: 4,
  onCall: null,
  onCallPublic: false,
  visibility: 'reviewed',
  contactOptional: false,
  active: true,
} as const satisfies Partial<CategorySettings>;

export async function addCategory(
  tx: Tx<'category' | TrailTables>,
  act: Act,
  { slug, position, questions = [], ...given }: NewCategory,
): Promise<{ ok: true; id: CategoryId } | Refusal<'not-allowed' | 'wrong-parent'>> {
  if (!mayOrganise(act.actor)) return refuse('not-allowed');
  const settings = { ...usual, ...given };
  if (!(await isAllowedParent(tx, act.municipality, settings.parent, null))) return refuse('wrong-parent');
  const id = newId<CategoryId>();
  await createSubject(tx, act, 'category', {
    id,
    set: { ...columnsOf(settings), slug, position, questions: JSON.stringify(questions) },
    entry: {
      kind: 'category-made',
      visibility: 'staff',
      detail: {
        name: settings.names.it,
        office: settings.office,
        amount: settings.term.amount,
        unit: settings.term.unit,
      },
    },
  });
  return { ok: true, id };
}

type Columns = Omit<
  Insertable<DB['category']>,
  'municipality_id' | 'id' | 'version' | 'slug' | 'position' | 'questions'
>;

/** Settings as the table keeps them. */
export function columnsOf(settings: CategorySettings): Columns {
  return {
    names: JSON.stringify(settings.names),
    hints: JSON.stringify(settings.hints),
    keywords: JSON.stringify(settings.keywords),
    icon: settings.icon,
    parent_id: settings.parent,
    office_id: settings.office,
    term_amount: settings.term.amount,
    term_unit: settings.term.unit,
    danger: settings.danger,
    danger_hours: settings.dangerHours,
    on_call_id: settings.onCall,
    on_call_public: settings.onCallPublic,
    visibility: settings.visibility,
    contact_optional: settings.contactOptional,
    active: settings.active,
  };
}

const columns = [
  'id',
  'version',
  'slug',
  'names',
  'hints',
  'keywords',
  'icon',
  'parent_id',
  'office_id',
  'term_amount',
  'term_unit',
  'danger',
  'danger_hours',
  'on_call_id',
  'on_call_public',
  'visibility',
  'contact_optional',
  'position',
  'active',
  'questions',
] as const;

function toCategory(row: Pick<Selectable<DB['category']>, (typeof columns)[number]>): Category {
  return {
    id: row.id,
    version: row.version,
    slug: row.slug,
    names: JSON.parse(row.names) as Translated,
    hints: JSON.parse(row.hints) as Translated,
    keywords: { ...usual.keywords, ...(JSON.parse(row.keywords) as Partial<Keywords>) },
    icon: row.icon,
    parent: row.parent_id,
    office: row.office_id,
    term: { amount: row.term_amount, unit: row.term_unit },
    danger: row.danger,
    dangerHours: row.danger_hours,
    onCall: row.on_call_id,
    onCallPublic: row.on_call_public,
    visibility: row.visibility,
    contactOptional: row.contact_optional,
    position: row.position,
    active: row.active,
    questions: JSON.parse(row.questions) as Question[],
  };
}

/** The categories a citizen may choose, in their order; those below a heading with its names. */
export async function listCategories(
  db: Db<'category'>,
  municipality: MunicipalityId,
): Promise<(Category & { heading: Translated | null })[]> {
  const active = (await inOrder(db, municipality)).filter((category) => category.active);
  const headings = new Set(active.map(({ parent }) => parent));
  const byId = new Map(active.map((category) => [category.id, category]));
  return active
    .filter(({ id, parent }) => !headings.has(id) && (parent === null || byId.has(parent)))
    .map((category) => ({ ...category, heading: (category.parent && byId.get(category.parent)?.names) ?? null }));
}

/** All of them, as the administration keeps them: each heading before what stands below it. Null for who may not. */
export async function listForEditing(db: Db<'category'>, actor: Actor): Promise<Category[] | null> {
  return mayOrganise(actor) ? inOrder(db, actor.municipality) : null;
}

export async function readCategory(db: Db<'category'>, actor: Actor, id: CategoryId): Promise<Category | null> {
  if (!mayOrganise(actor)) return null;
  const row = await db
    .selectFrom('category')
    .select(columns)
    .where('municipality_id', '=', actor.municipality)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? toCategory(row) : null;
}

/** Locked until the end of the transaction, so that what a change is compared with is what it changes. */
export async function lockCategory(tx: Tx<'category'>, municipality: MunicipalityId, id: CategoryId) {
  const row = await tx
    .selectFrom('category')
    .select(columns)
    .where('municipality_id', '=', municipality)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ? toCategory(row) : null;
}

async function inOrder(db: Db<'category'>, municipality: MunicipalityId): Promise<Category[]> {
  const rows = await db
    .selectFrom('category')
    .select(columns)
    .where('municipality_id', '=', municipality)
    .orderBy('position')
    .orderBy('id')
    .execute();
  const categories = rows.map(toCategory);
  return categories
    .filter(({ parent }) => parent === null)
    .flatMap((top) => [top, ...categories.filter(({ parent }) => parent === top.id)]);
}
