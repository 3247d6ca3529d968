import { Readable } from 'node:stream';
import pg from 'pg';
import type { Level } from '#lib/kernel/actor.ts';
import { openDatabase, openPool } from '#lib/kernel/server/database.ts';
import { openLibraryPool } from '#lib/kernel/server/library-pool.ts';
import type { Keys } from '#lib/kernel/server/secrets.ts';
import { openSignIn } from '#lib/people/server/sign-in.ts';
import { importStreets } from '#lib/places/server/import-streets.ts';
import { beginStreetImport } from '#lib/places/server/street-imports.ts';
import { buildTown, emailOf, type Town } from '#test/town.ts';
import { practiceNeighbours } from '#lib/training/practice-municipality.ts';
import { practiceRegister } from '#lib/training/practice-streets.ts';
import boundary from '#lib/training/data/rosignano-boundary.json' with { type: 'json' };
import type { InstallationKey } from '../../src/launch/installation-key.ts';
import { makeRequest } from './make-request.ts';
import { PASSWORD, type Wanted, type WorldRequest, type WorldTown } from './world.ts';

type Place = { ownerUrl: string; webUrl: string; key: InstallationKey; port: number };

export type FilledTowns = {
  towns: [WorldTown, WorldTown];
  /** One more request, while the tests run. */
  make(wanted: Wanted): Promise<WorldRequest>;
  close(): Promise<void>;
};

/** Two towns with people who can sign in and a request in every state, made by the use cases themselves. */
export async function fillTwoTowns({ ownerUrl, webUrl, key, port }: Place): Promise<FilledTowns> {
  const pool = openPool({ name: 'test filling', url: webUrl, size: 4 });
  const signInPool = openLibraryPool({ name: 'test filling', url: webUrl, size: 1 });
  const signIn = openSignIn({ pool: signInPool, key: key.secret });
  const keys: Keys = { current: key.id, byId: new Map([[key.id, key.secret]]) };
  const database = openDatabase(pool);

  const build = (number: number, practice: boolean) =>
    buildTown(database, number, {
      publicUrl: `http://${hostOf(number)}`,
      practice,
      boundary: JSON.stringify(boundary),
      neighbours: JSON.stringify(practiceNeighbours),
      accountOf: (person) => signIn.createAccount({ ...person, password: PASSWORD }),
    });
  const nameOf = (number: number) => `Borgo ${String(number)}`;
  const hostOf = (number: number) => `town-${String(number)}.localhost:${String(port)}`;
  const describe = async (town: Town): Promise<WorldTown> => ({
    number: town.id,
    name: nameOf(town.id),
    url: `http://${hostOf(town.id)}`,
    host: hostOf(town.id),
    hamlet: town.hamlet,
    category: town.categories.roads,
    emails: emailsOf(town),
    requests: {
      received: await makeRequest(town, keys, {
        office: 'roads',
        state: 'received',
        title: `Buca a ${nameOf(town.id)}`,
      }),
      inCharge: await makeRequest(town, keys, {
        office: 'roads',
        state: 'inspection',
        title: `Lampione spento a ${nameOf(town.id)}`,
      }),
      closed: await makeRequest(town, keys, {
        office: 'roads',
        state: 'closed',
        title: `Ramo caduto a ${nameOf(town.id)}`,
      }),
    },
  });

  const towns = [await build(1, false), await build(2, true)] as const;
  for (const town of towns) await fillStreets(town);
  await beginNumbersAt(ownerUrl, towns[1], 50_000);
  return {
    towns: [await describe(towns[0]), await describe(towns[1])],
    make: ({ town, ...wanted }) => makeRequest(towns[town], keys, wanted),
    async close() {
      await Promise.all([pool.end(), signInPool.end()]);
    },
  };
}

/** The invented streets of the practice municipality, around the same middle. */
async function fillStreets({ door }: Town): Promise<void> {
  const actor = { kind: 'import', municipality: door.municipality, source: 'test' } as const;
  const content = Buffer.from(practiceRegister());
  const order = { fileName: 'vie.csv', bytes: content.length, now: door.clock() };
  const begun = await beginStreetImport(door.database, actor, order);
  if (!begun.ok) throw new Error(begun.reason);
  const outcome = await importStreets(door, actor, begun, Readable.from([content]));
  if (!outcome.ok) throw new Error(outcome.reason);
}

/** So that no reference of one town exists in the other. */
async function beginNumbersAt(ownerUrl: string, town: Town, top: number): Promise<void> {
  const { year } = town.door.clock().toZonedDateTimeISO('Europe/Rome');
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(
    "insert into reference_year (municipality_id, series, year, low, top) values ($1, '', $2, $3 + 1, $3)",
    [town.id, year, top],
  );
  await client.end();
}

function emailsOf(town: Town): WorldTown['emails'] {
  const named = { ...town.people, gardener: town.gardener };
  return Object.fromEntries(
    Object.entries(named).map(([level, { name }]) => [level, emailOf(name, town.id)]),
  ) as Record<Level | 'gardener', string>;
}
