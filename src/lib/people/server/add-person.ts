import type { Act } from '#lib/kernel/act.ts';
import type { Level } from '#lib/kernel/actor.ts';
import { newId, type OfficeId, type PersonId, type PostId, type SectorId } from '#lib/kernel/ids.ts';
import { mayOrganise } from '#lib/kernel/permissions.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { createSubject } from '#lib/trail/server/subject.ts';

export type AddPerson = {
  name: string;
  email: string;
  phone: string | null;
  /** The sign-in account, made beforehand by the sign-in library. */
  account: string | null;
  posts: readonly {
    level: Level;
    title: string;
    office: OfficeId | null;
    sector: SectorId | null;
    /** ISO date. */
    from: string;
  }[];
};

/** A person of this municipality with the posts they hold. */
export async function addPerson(
  tx: Tx<'person' | 'post' | TrailTables>,
  act: Act,
  { name, email, phone, account, posts }: AddPerson,
): Promise<{ ok: true; id: PersonId } | Refusal<'not-allowed'>> {
  if (!mayOrganise(act.actor)) return refuse('not-allowed');
  const id = newId<PersonId>();
  await createSubject(tx, act, 'person', {
    id,
    set: { name, email, phone, account_id: account },
    entry: { kind: 'person-made', visibility: 'staff', text: { name, email } },
  });
  for (const { level, title, office, sector, from } of posts) {
    await createSubject(tx, act, 'post', {
      id: newId<PostId>(),
      set: {
        person_id: id,
        level,
        title,
        office_id: office,
        sector_id: sector,
        held_from: Temporal.PlainDate.from(from),
        held_until: null,
      },
      entry: {
        kind: 'post-made',
        visibility: 'staff',
        detail: { person: id, level, office: office ?? undefined, sector: sector ?? undefined, from },
      },
    });
  }
  return { ok: true, id };
}
