import type { CategoryId, MunicipalityId, OfficeId, PersonId } from '#lib/kernel/ids.ts';
import { openDatabase, openPool } from '#lib/kernel/server/database.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { systemClock } from '#lib/kernel/server/system-clock.ts';
import { addCategory, type NewCategory } from '#lib/categories/server/categories.ts';
import type { Question } from '#lib/categories/question.ts';
import type { Site, WorldTown } from './world/world.ts';

export const inFour = (text: string) => ({ it: text, en: text, de: text, fr: text });

export function question(given: Pick<Question, 'id' | 'type'> & { text: string } & Partial<Question>): Question {
  const { text, ...rest } = given;
  return {
    label: inFour(text),
    help: inFour(''),
    required: false,
    options: [],
    longest: 40,
    shownBy: null,
    ...rest,
  };
}

/** A category of this test alone, in the office of the roads, with its head on call. */
export async function newCategory(
  site: Site,
  town: WorldTown,
  name: string,
  changes: Partial<NewCategory> = {},
): Promise<{ id: CategoryId }> {
  const pool = openPool({ name: 'test categories', url: site.databaseUrl, size: 1 });
  try {
    const database = openDatabase(pool);
    const municipality = town.number as MunicipalityId;
    const { rows } = await pool.query<{ office: OfficeId; head: PersonId }>(
      `select office_id as office, person_id as head from post where municipality_id = $1 and level = 'head'`,
      [municipality],
    );
    const [found] = rows;
    if (!found) throw new Error('nobody heads an office');
    const door = { database, municipality, clock: systemClock, origin: 'live' } as const;
    const answer = await perform(door, { kind: 'installation', municipality }, null, addCategory, {
      slug: `prova-${crypto.randomUUID()}`,
      names: inFour(name),
      hints: inFour(''),
      icon: 'in-category-roads',
      office: found.office,
      onCall: found.head,
      term: { amount: 30, unit: 'calendar-days' },
      position: 50,
      ...changes,
    });
    if (!answer.ok) throw new Error(`refused: ${answer.reason}`);
    return { id: answer.id };
  } finally {
    await pool.end();
  }
}
