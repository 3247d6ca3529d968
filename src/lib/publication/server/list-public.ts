import { expressionBuilder, sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CategoryId, HamletId, MunicipalityId } from '#lib/kernel/ids.ts';
import { parseReference } from '#lib/kernel/reference.ts';
import type { DB } from '#lib/kernel/server/database-types.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import type { Translated } from '#lib/categories/category.ts';
import { countCap } from '#lib/requests/server/list-inbox.ts';
import type { PublicStage } from '../public-stage.ts';

/** What is asked for: each empty one asks nothing. */
export type PublicFilter = {
  categories: readonly CategoryId[];
  hamlet: HamletId | null;
  stage: PublicStage | null;
  words: string;
};

/** Where a page ends and the next begins, by the order of the list. */
export type PublicKey = { day: Temporal.PlainDate; number: number; series: string };

export type PublicRow = Awaited<ReturnType<typeof listPublic>>['rows'][number];

const pageSize = 20;

export type PublicCategory = { id: CategoryId; slug: string; names: Translated; icon: string };

/** Those whose requests may be public, also the ones that nobody can choose any more. */
export async function listPublicCategories(
  db: Db<'category'>,
  municipality: MunicipalityId,
): Promise<PublicCategory[]> {
  const rows = await db
    .selectFrom('category')
    .select(['id', 'slug', 'names', 'icon'])
    .where('municipality_id', '=', municipality)
    .where('visibility', '!=', 'private')
    .orderBy('position')
    .execute();
  return rows.map(({ names, ...row }) => ({ ...row, names: JSON.parse(names) as Translated }));
}

/**
 * The newest first, a page at a time. `visible` are the categories that may be public: one made private a moment ago is not
 * shown even while its requests are still being written anew.
 */
export async function listPublic(
  db: Db<'public_request'>,
  municipality: MunicipalityId,
  { filter, visible, after }: { filter: PublicFilter; visible: readonly CategoryId[]; after: PublicKey | null },
) {
  const rows = await db
    .selectFrom('public_request')
    .select([
      'series',
      'year',
      'number',
      'category_id as category',
      'hamlet_id as hamlet',
      'stage',
      'outcome',
      'place',
      'title',
      'received_on as receivedOn',
    ])
    .where('municipality_id', '=', municipality)
    // In the statement itself: a kept plan could not use the indexes of what is shown otherwise.
    .where(sql<SqlBool>`shown`)
    .where(meets(filter, visible))
    .$if(after !== null, (page) =>
      page.where((row) => {
        const { day, number, series } = after as PublicKey;
        return row.or([
          row('received_on', '<', day),
          row.and([row('received_on', '=', day), row('number', '<', number)]),
          row.and([row('received_on', '=', day), row('number', '=', number), row('series', '>', series)]),
        ]);
      }),
    )
    .orderBy('received_on', 'desc')
    .orderBy('number', 'desc')
    .orderBy('series')
    .limit(pageSize + 1)
    .execute();
  const page = rows.slice(0, pageSize).map(({ series, year, number, ...row }) => ({
    ...row,
    reference: { series: series as '' | 'P', year, number },
  }));
  const last = page.at(-1);
  const next: PublicKey | null =
    rows.length > pageSize && last
      ? { day: last.receivedOn, number: last.reference.number, series: last.reference.series }
      : null;
  return { rows: page, next };
}

/** How many requests each choice would show beside the other filters; none counted beyond the cap. */
export type PublicCounts = {
  categories: ReadonlyMap<CategoryId, number>;
  hamlets: ReadonlyMap<HamletId, number>;
  stages: ReadonlyMap<PublicStage, number>;
  total: number;
};

type CountTables = 'public_request' | 'category' | 'hamlet' | 'municipality';

export async function countPublic(
  db: Db<CountTables>,
  municipality: MunicipalityId,
  { filter, visible }: { filter: PublicFilter; visible: readonly CategoryId[] },
): Promise<PublicCounts> {
  const found = filter.words === '' ? null : await foundByWords(db, municipality, filter.words, visible);
  const [categories, hamlets, stages] = found
    ? sums(found, filter)
    : await Promise.all([
        countCategories(db, municipality, filter, visible),
        countHamlets(db, municipality, filter, visible),
        countStages(db, municipality, filter, visible),
      ]);
  const shown = chosen(filter, visible);
  const total = shown.reduce((sum, id) => sum + (categories.get(id) ?? 0), 0);
  return { categories, hamlets, stages, total };
}

/** Each group stops at the cap, so that counting costs the same after years. */
function capped(query: RawBuilder<unknown>) {
  return sql<number>`(select count(*)::int from (${query} limit ${sql.lit(countCap + 1)}) as capped)`;
}

async function countCategories(
  db: Db<CountTables>,
  municipality: MunicipalityId,
  { hamlet, stage }: PublicFilter,
  visible: readonly CategoryId[],
): Promise<Map<CategoryId, number>> {
  const rows = await db
    .selectFrom('category')
    .select([
      'id',
      capped(sql`select 1 from public_request r where r.municipality_id = ${municipality} and r.shown
        and r.category_id = category.id ${ofHamlet(hamlet)} ${ofStage(stage)}`).as('count'),
    ])
    .where('municipality_id', '=', municipality)
    .where((where) => where('id', '=', where.fn.any(where.val([...visible]))))
    .execute();
  return new Map(rows.map(({ id, count }) => [id, count]));
}

async function countHamlets(
  db: Db<CountTables>,
  municipality: MunicipalityId,
  filter: PublicFilter,
  visible: readonly CategoryId[],
): Promise<Map<HamletId, number>> {
  const rows = await db
    .selectFrom('hamlet')
    .select([
      'id',
      capped(sql`select 1 from public_request r where r.municipality_id = ${municipality} and r.shown
        and r.hamlet_id = hamlet.id ${ofCategories(filter, visible)} ${ofStage(filter.stage)}`).as('count'),
    ])
    .where('municipality_id', '=', municipality)
    .execute();
  return new Map(rows.map(({ id, count }) => [id, count]));
}

async function countStages(
  db: Db<CountTables>,
  municipality: MunicipalityId,
  filter: PublicFilter,
  visible: readonly CategoryId[],
): Promise<Map<PublicStage, number>> {
  const of = (stage: PublicStage) =>
    capped(sql`select 1 from public_request r where r.municipality_id = ${municipality} and r.shown
      and r.stage = ${sql.lit(stage)} ${ofCategories(filter, visible)} ${ofHamlet(filter.hamlet)}`);
  const row = await db
    .selectFrom('municipality')
    .select([
      of('received').as('received'),
      of('in-charge').as('in-charge'),
      of('inspection').as('inspection'),
      of('closed').as('closed'),
    ])
    .where('municipality_id', '=', municipality)
    .executeTakeFirst();
  return new Map(Object.entries(row ?? {}) as [PublicStage, number][]);
}

function ofHamlet(hamlet: HamletId | null) {
  return hamlet === null ? sql`` : sql`and r.hamlet_id = ${hamlet}`;
}

function ofStage(stage: PublicStage | null) {
  return stage === null ? sql`` : sql`and r.stage = ${stage}`;
}

function ofCategories(filter: PublicFilter, visible: readonly CategoryId[]) {
  return sql`and r.category_id = any(${chosen(filter, visible)}::uuid[])`;
}

type Found = { category: CategoryId; hamlet: HamletId | null; stage: PublicStage; count: number };

/** What a search finds, up to the cap, by all that it can be narrowed by. */
function foundByWords(
  db: Db<'public_request'>,
  municipality: MunicipalityId,
  words: string,
  visible: readonly CategoryId[],
): Promise<Found[]> {
  return db
    .selectFrom(
      db
        .selectFrom('public_request')
        .select(['category_id', 'hamlet_id', 'stage'])
        .where('municipality_id', '=', municipality)
        .where(sql<SqlBool>`shown`)
        .where((where) => where('category_id', '=', where.fn.any(where.val([...visible]))))
        .where(matching(words))
        .limit(sql.lit(countCap + 1))
        .as('found'),
    )
    .select((row) => [
      'found.category_id as category',
      'found.hamlet_id as hamlet',
      'found.stage',
      row.cast<number>(row.fn.countAll(), 'integer').as('count'),
    ])
    .groupBy(['found.category_id', 'found.hamlet_id', 'found.stage'])
    .execute();
}

function sums(
  found: readonly Found[],
  { categories, hamlet, stage }: PublicFilter,
): [Map<CategoryId, number>, Map<HamletId, number>, Map<PublicStage, number>] {
  const inCategory = (row: Found) => categories.length === 0 || categories.includes(row.category);
  const inHamlet = (row: Found) => hamlet === null || row.hamlet === hamlet;
  const inStage = (row: Found) => stage === null || row.stage === stage;
  const sum = <Key>(rows: readonly Found[], key: (row: Found) => Key | null) => {
    const counts = new Map<Key, number>();
    for (const row of rows) {
      const of = key(row);
      if (of !== null) counts.set(of, (counts.get(of) ?? 0) + row.count);
    }
    return counts;
  };
  return [
    sum(
      found.filter((row) => inHamlet(row) && inStage(row)),
      ({ category }) => category,
    ),
    sum(
      found.filter((row) => inCategory(row) && inStage(row)),
      (row) => row.hamlet,
    ),
    sum(
      found.filter((row) => inCategory(row) && inHamlet(row)),
      (row) => row.stage,
    ),
  ];
}

/** What the filter asks of a `public_request`, in whichever statement reads one. */
export function meets({ hamlet, stage, words, ...filter }: PublicFilter, visible: readonly CategoryId[]) {
  const row = expressionBuilder<DB, 'public_request'>();
  return row.and([
    row('public_request.category_id', '=', row.fn.any(row.val(chosen(filter, visible)))),
    ...(hamlet === null ? [] : [row('public_request.hamlet_id', '=', hamlet)]),
    ...(stage === null ? [] : [row('public_request.stage', '=', stage)]),
    ...(words === '' ? [] : [matching(words)]),
  ]);
}

function chosen({ categories }: Pick<PublicFilter, 'categories'>, visible: readonly CategoryId[]): CategoryId[] {
  return categories.length === 0 ? [...visible] : visible.filter((id) => categories.includes(id));
}

/** By number when it is one, else by Italian words, in any form of theirs, as people write to search engines. */
function matching(words: string) {
  const reference = parseReference(words);
  if (reference) {
    return sql<SqlBool>`(public_request.series = ${reference.series} and public_request.year = ${reference.year}
      and public_request.number = ${reference.number})`;
  }
  const plain = words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('’', "'");
  return sql<SqlBool>`search @@ websearch_to_tsquery('italian', ${plain})`;
}
