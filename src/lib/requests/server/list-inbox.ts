import { sql, type SqlBool } from 'kysely';
import type { Actor } from '#lib/kernel/actor.ts';
import type { MunicipalityId, OfficeId, PersonId, RequestId } from '#lib/kernel/ids.ts';
import { scopeOf } from '#lib/kernel/permissions.ts';
import { parseReference } from '#lib/kernel/reference.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import type { Translated } from '#lib/categories/category.ts';
import { fromCitizen } from '../from-citizen.ts';
import { stageOf } from '../transitions.ts';

export const inboxViews = ['open', 'mine', 'new', 'due-soon', 'late', 'closed'] as const;
export type InboxView = (typeof inboxViews)[number];

/** Where a page of the list ends and the next begins: the last row's own order, so that pages cost the same however far. */
export type InboxKey = { danger: boolean; at: Temporal.Instant; id: RequestId };

export type InboxQuery = { view: InboxView; words: string; after: InboxKey | null; now: Temporal.Instant };

export type InboxRow = Awaited<ReturnType<typeof listInbox>>['rows'][number];

const pageSize = 50;
/** Counting further costs more than anybody gains: the screen says "1000+". */
export const countCap = 1000;
/** What falls due within this time is "due soon". */
const soon = Temporal.Duration.from({ hours: 72 });

type Tables = 'request' | 'category' | 'hamlet' | 'person' | 'step' | 'office' | 'trail_entry';

/** The requests of the actor's offices, dangers before everything else, then late ones first; of a closed list, the last closed first. */
export async function listInbox(db: Db<Tables>, actor: Actor, query: InboxQuery) {
  const offices = await officesInScope(db, actor);
  const rows = await selectPage(db, actor, offices, query);
  const page = rows.slice(0, pageSize).map(toRow);
  const last = page.at(-1);
  const lastAt = last && (query.view === 'closed' ? last.closedAt : last.dueAt);
  const more = rows.length > pageSize && last && lastAt;
  return { rows: page, next: more ? { danger: last.danger, at: lastAt, id: last.id } : null };
}

/**
 * One row more than a page shows. Dangers come by a statement of their own, which has an index of its own: they are few, and
 * one order over both would read everything open to find them.
 */
async function selectPage(db: Db<Tables>, actor: Actor, offices: OfficeId[] | null, query: InboxQuery) {
  const size = pageSize + 1;
  if (query.view === 'closed') return selectRows(db, actor, offices, query, null, size);
  const { after } = query;
  const dangers = after && !after.danger ? [] : await selectRows(db, actor, offices, query, true, size);
  if (dangers.length === size) return dangers;
  const rest = { ...query, after: after?.danger ? null : after };
  return [...dangers, ...(await selectRows(db, actor, offices, rest, false, size - dangers.length))];
}

type Row = Awaited<ReturnType<typeof selectRows>>[number];

function toRow(row: Row) {
  return {
    id: row.id,
    reference: { series: row.series, year: row.year, number: row.number },
    title: row.title,
    danger: row.danger && row.state !== 'closed',
    stage: stageOf(row.state, { inspection: row.inspection_open === true, question: row.question_open === true }),
    outcome: row.outcome,
    place: row.place,
    hamlet: row.hamlet,
    category: JSON.parse(row.category_names) as Translated,
    responsible: row.responsible,
    dueAt: row.due_at,
    dueDate: row.due_date,
    receivedAt: row.received_at,
    closedAt: row.closed_at,
    fromCitizen: fromCitizen(row.from_citizen),
  };
}

function selectRows(
  db: Db<Tables>,
  actor: Actor,
  offices: OfficeId[] | null,
  query: InboxQuery,
  danger: boolean | null,
  size: number,
) {
  const closed = query.view === 'closed';
  const order = closed ? 'request.closed_at' : 'request.due_at';
  return inView(db, actor, offices, query)
    .$if(danger !== null, (page) => page.where('request.danger', '=', sql.lit(danger === true)))
    .innerJoin('category', (join) =>
      join
        .onRef('category.municipality_id', '=', 'request.municipality_id')
        .onRef('category.id', '=', 'request.category_id'),
    )
    .leftJoin('hamlet', (join) =>
      join.onRef('hamlet.municipality_id', '=', 'request.municipality_id').onRef('hamlet.id', '=', 'request.hamlet_id'),
    )
    .leftJoin('person', (join) =>
      join
        .onRef('person.municipality_id', '=', 'request.municipality_id')
        .onRef('person.id', '=', 'request.responsible_id'),
    )
    .select([
      'request.id',
      'request.series',
      'request.year',
      'request.number',
      'request.title',
      'request.danger',
      'request.state',
      'request.outcome',
      'request.place',
      'request.due_at',
      'request.due_date',
      'request.received_at',
      'request.closed_at',
      'category.names as category_names',
      'hamlet.name as hamlet',
      'person.name as responsible',
    ])
    .select((row) =>
      row
        .exists(
          row
            .selectFrom('step')
            .select('step.id')
            .whereRef('step.municipality_id', '=', 'request.municipality_id')
            .whereRef('step.request_id', '=', 'request.id')
            .where('step.state', '=', sql.lit('planned')),
        )
        .as('inspection_open'),
    )
    .select((row) =>
      row
        .exists(
          row
            .selectFrom('step')
            .select('step.id')
            .whereRef('step.municipality_id', '=', 'request.municipality_id')
            .whereRef('step.request_id', '=', 'request.id')
            .where('step.state', '=', sql.lit('asked')),
        )
        .as('question_open'),
    )
    .select((row) =>
      // What was done last, if its citizen did it: nobody of the staff has answered to it.
      row
        .selectFrom('trail_entry as last')
        .select(sql<string | null>`case when last.facts #>> '{actor,level}' = 'citizen' then last.kind end`.as('kind'))
        .whereRef('last.municipality_id', '=', 'request.municipality_id')
        .whereRef('last.request_id', '=', 'request.id')
        .where(sql<SqlBool>`last.facts #>> '{actor,level}' <> 'clock'`)
        .orderBy('last.at', 'desc')
        .limit(1)
        .as('from_citizen'),
    )
    .$if(query.after !== null, (page) =>
      page.where((row) => {
        const { at, id } = query.after as InboxKey;
        // The first part is what the index begins to read at.
        return closed
          ? row.and([row(order, '<=', at), row.or([row(order, '<', at), row('request.id', '>', id)])])
          : row.and([row(order, '>=', at), row.or([row(order, '>', at), row('request.id', '>', id)])]);
      }),
    )
    .orderBy(order, closed ? 'desc' : 'asc')
    .orderBy('request.id')
    .limit(size)
    .execute();
}

/** How many each view holds, none counted beyond the cap, in one statement. */
export async function countInbox(
  db: Db<Tables>,
  actor: Actor,
  now: Temporal.Instant,
): Promise<Record<Exclude<InboxView, 'closed'>, number>> {
  const offices = await officesInScope(db, actor);
  const views = ['open', 'mine', 'new', 'due-soon', 'late'] as const;
  const counts = await db
    .selectFrom('request')
    .select(
      views.map((view) =>
        sql<number>`(select count(*)::int from ${inView(db, actor, offices, { view, words: '', after: null, now })
          .select('request.id')
          .limit(countCap + 1)
          .as('capped')})`.as(view),
      ),
    )
    .where('municipality_id', '=', actor.municipality)
    .limit(1)
    .executeTakeFirst();
  return counts ?? { open: 0, mine: 0, new: 0, 'due-soon': 0, late: 0 };
}

/** All offices (null) or those that the actor's posts reach. */
async function officesInScope(db: Db<'office'>, actor: Actor): Promise<OfficeId[] | null> {
  const scope = scopeOf(actor, 'read');
  if (scope === 'everywhere') return null;
  if (scope.sectors.length === 0) return [...scope.offices];
  const inSectors = await db
    .selectFrom('office')
    .select('id')
    .where('municipality_id', '=', actor.municipality)
    .where((where) => where('sector_id', '=', where.fn.any(where.val([...scope.sectors]))))
    .execute();
  return [...scope.offices, ...inSectors.map((office) => office.id)];
}

/** The states stand in the statement itself: a plan made for any value could not use the indexes of what is open or closed. */
function inView(db: Db<Tables>, actor: Actor, offices: OfficeId[] | null, { view, words, now }: InboxQuery) {
  const person = actor.kind === 'person' ? actor.person : null;
  return db
    .selectFrom('request')
    .where('request.municipality_id', '=', actor.municipality satisfies MunicipalityId)
    .where('request.state', view === 'closed' ? '=' : '!=', sql.lit('closed'))
    .$if(offices !== null, (query) =>
      query.where((where) => where('request.office_id', '=', where.fn.any(where.val(offices as OfficeId[])))),
    )
    .$if(view === 'mine', (query) => query.where('request.responsible_id', '=', person as PersonId))
    .$if(view === 'new', (query) => query.where('request.state', '=', sql.lit('received')))
    .$if(view === 'late', (query) => query.where('request.due_at', '<=', now))
    .$if(view === 'due-soon', (query) =>
      query.where('request.due_at', '>', now).where('request.due_at', '<=', now.add(soon)),
    )
    .$if(words.trim() !== '', (query) => query.where(matching(words)));
}

/** By number when it is one, else every word as the beginning of one in what was written. */
function matching(words: string) {
  const reference = parseReference(words);
  if (reference) {
    return sql<SqlBool>`(request.series = ${reference.series} and request.year = ${reference.year}
      and request.number = ${reference.number})`;
  }
  const terms =
    words
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const query = terms
    .slice(0, 8)
    .map((term) => `${term}:*`)
    .join(' & ');
  const number = /^0*(\d{1,6})$/.exec(words.trim())?.[1];
  // A house's number as well as a request's: both are found.
  if (number) return sql<SqlBool>`(request.number = ${number} or request.search @@ to_tsquery('simple', ${query}))`;
  return sql<SqlBool>`request.search @@ to_tsquery('simple', ${query})`;
}
