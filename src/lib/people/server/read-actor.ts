import type { Actor } from '#lib/kernel/actor.ts';
import type { MunicipalityId, PersonId } from '#lib/kernel/ids.ts';
import type { Db } from '#lib/kernel/server/database.ts';

export type PersonActor = Extract<Actor, { kind: 'person' }>;

/** The person of this municipality behind a sign-in account, with the posts held today; null for a stranger. */
export async function actorOfAccount(
  db: Db<'person' | 'post' | 'office' | 'sector'>,
  municipality: MunicipalityId,
  account: string,
  today: Temporal.PlainDate,
): Promise<PersonActor | null> {
  const person = await db
    .selectFrom('person')
    .select(['id', 'name'])
    .where('municipality_id', '=', municipality)
    .where('account_id', '=', account)
    .where('active', '=', true)
    .executeTakeFirst();
  return person ? actorOf(db, municipality, person, today) : null;
}

/** The same by the person's own id, for commands, imports and practice data. */
export async function actorOfPerson(
  db: Db<'person' | 'post' | 'office' | 'sector'>,
  municipality: MunicipalityId,
  id: PersonId,
  today: Temporal.PlainDate,
): Promise<PersonActor> {
  const person = await db
    .selectFrom('person')
    .select(['id', 'name'])
    .where('municipality_id', '=', municipality)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return actorOf(db, municipality, person, today);
}

async function actorOf(
  db: Db<'post' | 'office' | 'sector'>,
  municipality: MunicipalityId,
  person: { id: PersonId; name: string },
  today: Temporal.PlainDate,
): Promise<PersonActor> {
  const posts = await db
    .selectFrom('post')
    .leftJoin('office', (join) =>
      join.onRef('office.municipality_id', '=', 'post.municipality_id').onRef('office.id', '=', 'post.office_id'),
    )
    .leftJoin('sector', (join) =>
      join.onRef('sector.municipality_id', '=', 'post.municipality_id').onRef('sector.id', '=', 'post.sector_id'),
    )
    .select([
      'post.level',
      'post.title',
      'post.office_id as office',
      'post.sector_id as sector',
      'office.name as office_name',
      'sector.name as sector_name',
    ])
    .where('post.municipality_id', '=', municipality)
    .where('post.person_id', '=', person.id)
    .where('post.held_from', '<=', today)
    .where((where) => where.or([where('post.held_until', 'is', null), where('post.held_until', '>=', today)]))
    .orderBy('post.held_from')
    .orderBy('post.id')
    .execute();
  return {
    kind: 'person',
    municipality,
    person: person.id,
    name: person.name,
    posts: posts.map(({ office_name, sector_name, ...post }) => ({ ...post, unit: office_name ?? sector_name })),
  };
}
