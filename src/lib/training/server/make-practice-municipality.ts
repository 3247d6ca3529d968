import { Readable } from 'node:stream';
import { sql } from 'kysely';
import type { Actor } from '#lib/kernel/actor.ts';
import { toMicroseconds } from '#lib/kernel/clock.ts';
import type { CategoryId, HamletId, MunicipalityId, OfficeId, SectorId } from '#lib/kernel/ids.ts';
import type { Database } from '#lib/kernel/server/database.ts';
import { perform, type Door } from '#lib/kernel/server/perform.ts';
import { addCategory } from '#lib/categories/server/categories.ts';
import { foundMunicipality } from '#lib/municipalities/server/found-municipality.ts';
import { openOffice, openSector } from '#lib/offices/server/open-office.ts';
import { addPerson } from '#lib/people/server/add-person.ts';
import { actorOfPerson, type PersonActor } from '#lib/people/server/read-actor.ts';
import type { SignIn } from '#lib/people/server/sign-in.ts';
import { nameHamlet } from '#lib/places/server/hamlets.ts';
import { importStreets } from '#lib/places/server/import-streets.ts';
import { beginStreetImport } from '#lib/places/server/street-imports.ts';
import boundary from '../data/rosignano-boundary.json' with { type: 'json' };
import { practiceCategories, type CategoryKey, type PracticeCategory } from '../practice-categories.ts';
import { practiceEmergency } from '../practice-emergency.ts';
import { practiceHamlets, practiceMunicipality, practiceNeighbours } from '../practice-municipality.ts';
import { practiceOffices, practiceSectors, type SectorKey } from '../practice-offices.ts';
import { practicePeople } from '../practice-people.ts';
import { practiceRegister } from '../practice-streets.ts';
import { insideTransaction } from './one-transaction.ts';
import { openPracticeLogIns } from './practice-log-ins.ts';
import { done, type PracticeTown } from './practice-town.ts';
import { replay } from './replay.ts';

export type PracticeParts = { database: Database; signIn: SignIn; keyId: string; publicUrl: string };

// Held by whoever makes the first municipality; the number is arbitrary.
const lock = 7_473_644;

/**
 * Fills an installation that has no municipality with the practice one: the same use cases as everybody's, by a clock that
 * goes from the oldest request to now. One transaction, under a lock: two processes that start at once make one, and a
 * kill leaves none. False when there was a municipality already.
 */
export async function makePracticeMunicipality(parts: PracticeParts, now: Temporal.Instant): Promise<boolean> {
  if (await hasMunicipality(parts.database)) return false;
  const accounts = await openPracticeLogIns(parts.signIn);
  return parts.database.transaction().execute(async (tx) => {
    // Whoever comes second waits for the whole making, longer than a page may wait for a lock.
    await sql`select set_config('lock_timeout', '3min', true), set_config('statement_timeout', '3min', true)`.execute(
      tx,
    );
    await sql`select pg_advisory_xact_lock(${lock})`.execute(tx);
    const database = insideTransaction(tx);
    if (await hasMunicipality(database)) return false;
    const town = await organise(database, parts, accounts, now);
    await replay(town, now);
    return true;
  });
}

async function hasMunicipality(database: Database): Promise<boolean> {
  const found = await database.selectFrom('municipality').select('municipality_id').limit(1).executeTakeFirst();
  return found !== undefined;
}

/** Set up before anything was reported: the organisation is as old as its people's posts. */
async function organise(
  database: Database,
  { keyId, publicUrl }: PracticeParts,
  accounts: ReadonlyMap<string, string>,
  now: Temporal.Instant,
): Promise<PracticeTown> {
  const id = 1 as MunicipalityId;
  const begun = toMicroseconds(now.subtract({ hours: 24 * 365 * 6 }));
  const door: Door = { database, municipality: id, clock: () => begun, origin: 'practice' };
  const founder: Actor = { kind: 'installation', municipality: id };

  await done(
    perform(door, founder, null, foundMunicipality, {
      ...practiceMunicipality,
      emergency: practiceEmergency,
      publicUrl,
      practice: true,
      boundary: JSON.stringify(boundary),
      neighbours: JSON.stringify(practiceNeighbours),
    }),
  );
  const sectors = await each(practiceSectors, async ({ name }): Promise<SectorId> => {
    return (await done(perform(door, founder, null, openSector, { name }))).id;
  });
  const offices = await each(practiceOffices, async ({ sector, ...office }): Promise<OfficeId> => {
    return (await done(perform(door, founder, null, openOffice, { ...office, sector: sectors[sector] }))).id;
  });
  const hamlets = await each(practiceHamlets, async (hamlet, position): Promise<HamletId> => {
    return (await done(perform(door, founder, null, nameHamlet, { ...hamlet, position }))).id;
  });
  await fillStreets(door);
  const today = begun.toZonedDateTimeISO(practiceMunicipality.zone).toPlainDate();
  const people = await each(practicePeople, async (person): Promise<PersonActor> => {
    const { id: added } = await done(
      perform(door, founder, null, addPerson, {
        name: person.name,
        email: person.email,
        phone: person.phone,
        account: accounts.get(person.email) ?? null,
        posts: [
          {
            level: person.level,
            title: person.title,
            office: person.office && offices[person.office],
            sector: person.sector && sectors[person.sector satisfies SectorKey],
            from: today.toString(),
          },
        ],
      }),
    );
    return actorOfPerson(database, id, added, today);
  });
  const categories = await each<CategoryKey, PracticeCategory, CategoryId>(
    practiceCategories,
    async ({ office, onCall, ...category }, position, slug) => {
      const given = {
        ...category,
        slug,
        position,
        office: offices[office],
        onCall: onCall ? people[onCall].person : null,
      };
      return (await done(perform(door, founder, null, addCategory, given))).id;
    },
  );
  return { door, keyId, offices, hamlets, categories, people };
}

async function fillStreets(door: Door): Promise<void> {
  const importer: Actor = { kind: 'import', municipality: door.municipality, source: 'practice' };
  const content = Buffer.from(practiceRegister());
  const order = { fileName: 'vie-di-prova.csv', bytes: content.length, now: door.clock() };
  const file = await done(beginStreetImport(door.database, importer, order));
  await done(importStreets(door, importer, file, Readable.from([content])));
}

async function each<Key extends string, From, To>(
  table: Record<Key, From>,
  make: (from: From, position: number, key: Key) => Promise<To>,
): Promise<Record<Key, To>> {
  const made: [Key, To][] = [];
  for (const [position, [key, from]] of (Object.entries(table) as [Key, From][]).entries()) {
    made.push([key, await make(from, position, key)]);
  }
  return Object.fromEntries(made) as Record<Key, To>;
}
