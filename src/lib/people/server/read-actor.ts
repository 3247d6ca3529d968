import type { Actor } from '#lib/kernel/actor.ts';
import type { MunicipalityId, PersonId } from '#lib/kernel/ids.ts';
import type { Db } from '#lib/kernel/server/database.ts';

export type PersonActor = Extract<Actor, { kind: 'person' }>;
type Tables = 'person' | 'post' | 'office' | 'sector';

/** The person of this municipality behind a sign-in account, with the posts held today; null for a stranger. */
export async function actorOfAccount(
  db: Db<Tables>,
  municipality: MunicipalityId,
  account: string,
  today: Temporal.PlainDate,
): Promise<PersonActor | null> {
  const rows = await selectPerson(db, municipality, today)
    .where('person.account_id', '=', account)
    .where('person.active', '=', true)
    .execute();
  return actorOf(municipality, rows);
}

/** The same by the person's own id, for commands, imports and practice data. */
export async function actorOfPerson(
  db: Db<Tables>,
  municipality: MunicipalityId,
  id: PersonId,
  today: Temporal.PlainDate,
): Promise<PersonActor> {
  const actor = actorOf(
    municipality,
    await selectPerson(db, municipality, today).where('person.id', '=', id).execute(),
  );
  if (!actor) throw new Error(`no person ${id}`);
  return actor;
}

/** A row for each post held today; who holds none has one without. */
function selectPerson(db: Db<Tables>, municipality: MunicipalityId, today: Temporal.PlainDate) {
  return db
    .selectFrom('person')
    .leftJoin('post', (join) =>
      join
        .onRef('post.municipality_id', '=', 'person.municipality_id')
        .onRef('post.person_id', '=', 'person.id')
        .on('post.held_from', '<=', today)
        .on((on) => on.or([on('post.held_until', 'is', null), on('post.held_until', '>=', today)])),
    )
    .leftJoin('office', (join) =>
      join.onRef('office.municipality_id', '=', 'post.municipality_id').onRef('office.id', '=', 'post.office_id'),
    )
    .leftJoin('sector', (join) =>
      join.onRef('sector.municipality_id', '=', 'post.municipality_id').onRef('sector.id', '=', 'post.sector_id'),
    )
    .select([
      'person.id',
      'person.name',
      'post.level',
      'post.title',
      'post.office_id',
      'post.sector_id',
      'office.name as office_name',
      'sector.name as sector_name',
    ])
    .where('person.municipality_id', '=', municipality)
    .orderBy('post.held_from')
    .orderBy('post.id');
}

type Row = Awaited<ReturnType<ReturnType<typeof selectPerson>['execute']>>[number];

function actorOf(municipality: MunicipalityId, rows: readonly Row[]): PersonActor | null {
  const [person] = rows;
  if (!person) return null;
  const posts = rows.flatMap(({ level, title, office_id, sector_id, office_name, sector_name }) =>
    level && title ? [{ level, title, office: office_id, sector: sector_id, unit: office_name ?? sector_name }] : [],
  );
  return { kind: 'person', municipality, person: person.id, name: person.name, posts };
}
