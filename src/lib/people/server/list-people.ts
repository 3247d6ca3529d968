import type { Actor } from '#lib/kernel/actor.ts';
import type { PersonId } from '#lib/kernel/ids.ts';
import { mayOrganise } from '#lib/kernel/permissions.ts';
import type { Db } from '#lib/kernel/server/database.ts';

/** Who holds a post today, by name, for whoever chooses somebody. */
export async function listPeople(
  db: Db<'person' | 'post'>,
  actor: Actor,
  today: Temporal.PlainDate,
): Promise<{ id: PersonId; name: string; title: string }[]> {
  if (!mayOrganise(actor)) return [];
  const rows = await db
    .selectFrom('person')
    .innerJoin('post', (join) =>
      join
        .onRef('post.municipality_id', '=', 'person.municipality_id')
        .onRef('post.person_id', '=', 'person.id')
        .on('post.held_from', '<=', today)
        .on((on) => on.or([on('post.held_until', 'is', null), on('post.held_until', '>=', today)])),
    )
    .select(['person.id', 'person.name', 'post.title'])
    .where('person.municipality_id', '=', actor.municipality)
    .where('person.active', '=', true)
    .orderBy('person.name')
    .orderBy('person.id')
    .orderBy('post.held_from')
    .execute();
  return rows.filter(({ id }, at) => rows[at - 1]?.id !== id);
}
