import type { Actor, Level } from '#lib/kernel/actor.ts';
import type { Clock } from '#lib/kernel/clock.ts';
import type { CategoryId, HamletId, MunicipalityId, OfficeId, RequestId, SectorId } from '#lib/kernel/ids.ts';
import type { Database } from '#lib/kernel/server/database.ts';
import { perform, type Door } from '#lib/kernel/server/perform.ts';
import { systemClock } from '#lib/kernel/server/system-clock.ts';
import { addCategory } from '#lib/categories/server/categories.ts';
import { foundMunicipality } from '#lib/municipalities/server/found-municipality.ts';
import { openOffice, openSector } from '#lib/offices/server/open-office.ts';
import { addPerson } from '#lib/people/server/add-person.ts';
import { actorOfPerson, type PersonActor } from '#lib/people/server/read-actor.ts';
import { nameHamlet } from '#lib/places/server/hamlets.ts';
import { reportRequest, type ReportRequest } from '#lib/requests/server/report-request.ts';

/** A small municipality for tests: two sectors, an office in each, a person for every level, one hamlet, two categories. */
export type Town = {
  id: MunicipalityId;
  door: Door;
  sectors: { roads: SectorId; green: SectorId };
  offices: { roads: OfficeId; green: OfficeId };
  hamlet: HamletId;
  categories: { roads: CategoryId; green: CategoryId };
  /** Operator and head sit in the roads office, the manager in its sector, the others over the whole municipality. */
  people: Record<Level, PersonActor>;
  /** An operator of the other office. */
  gardener: PersonActor;
  citizen: Extract<Actor, { kind: 'citizen' }>;
};

export type TownOptions = {
  clock?: Clock;
  publicUrl?: string;
  practice?: boolean;
  /** Where the town ends, as GeoJSON, and who answers beyond. */
  boundary?: string;
  neighbours?: string;
  /** Makes the sign-in account of a person; without it nobody can sign in. */
  accountOf?: (person: { name: string; email: string }) => Promise<string>;
};

/** Two of them, as every database test has: what is done in one must not be seen in the other. */
export async function buildTwoTowns(database: Database, options: TownOptions = {}): Promise<[Town, Town]> {
  return [await buildTown(database, 1, options), await buildTown(database, 2, options)];
}

export async function buildTown(database: Database, number: number, options: TownOptions = {}): Promise<Town> {
  const id = number as MunicipalityId;
  const clock = options.clock ?? systemClock;
  const door: Door = { database, municipality: id, clock, origin: options.practice ? 'practice' : 'live' };
  const founder: Actor = { kind: 'installation', municipality: id };
  const done = async <Result extends { ok: boolean }>(
    result: Promise<Result>,
  ): Promise<Extract<Result, { ok: true }>> => {
    const settled = await result;
    if (!settled.ok) throw new Error(`refused: ${JSON.stringify(settled)}`);
    return settled as Extract<Result, { ok: true }>;
  };

  await done(
    perform(door, founder, null, foundMunicipality, {
      slug: `town-${number}`,
      name: `Borgo ${number}`,
      region: 'Regione di prova',
      publicUrl: options.publicUrl ?? `http://town-${number}.localhost:3000`,
      zone: 'Europe/Rome',
      practice: options.practice ?? false,
      patronDay: '05-11',
      closingDays: [],
      address: 'Piazza della Prova 1',
      pec: null,
      mailFrom: `segnalazioni@town-${number}.example.it`,
      desk: { name: 'URP', phone: `0586 000 10${number}`, hours: ['lunedì–venerdì 9–13'] },
      boundary: options.boundary ?? null,
      ...(options.neighbours !== undefined && { neighbours: options.neighbours }),
    }),
  );
  const sector = async (name: string) => (await done(perform(door, founder, null, openSector, { name }))).id;
  const sectors = { roads: await sector('Lavori pubblici'), green: await sector('Ambiente') };
  const office = async (name: string, of: SectorId) =>
    (
      await done(
        perform(door, founder, null, openOffice, {
          sector: of,
          name,
          phone: '0586 000 140',
          hours: 'lunedì–venerdì 9–13',
          mailbox: `${name.toLowerCase()}@town-${number}.example.it`,
        }),
      )
    ).id;
  const offices = { roads: await office('Strade', sectors.roads), green: await office('Verde', sectors.green) };
  const { id: hamlet } = await done(
    perform(door, founder, null, nameHamlet, { name: 'Capoluogo', latitude: 43.406, longitude: 10.473, position: 0 }),
  );
  const category = async (slug: string, of: OfficeId, position: number) =>
    (
      await done(
        perform(door, founder, null, addCategory, {
          slug,
          names: { it: slug, en: slug, de: slug, fr: slug },
          hints: { it: '', en: '', de: '', fr: '' },
          icon: 'it-tool',
          office: of,
          term: { amount: 30, unit: 'calendar-days' },
          position,
        }),
      )
    ).id;
  const categories = {
    roads: await category('strade', offices.roads, 0),
    green: await category('verde', offices.green, 1),
  };

  const today = clock().toZonedDateTimeISO('Europe/Rome').toPlainDate();
  const person = async (
    name: string,
    level: Level,
    title: string,
    where: { office?: OfficeId; sector?: SectorId } = {},
  ) => {
    const email = emailOf(name, number);
    const added = await done(
      perform(door, founder, null, addPerson, {
        name,
        email,
        phone: '0586 000 141',
        account: (await options.accountOf?.({ name, email })) ?? null,
        posts: [{ level, title, office: where.office ?? null, sector: where.sector ?? null, from: '2020-01-01' }],
      }),
    );
    return actorOfPerson(database, id, added.id, today);
  };
  const people: Town['people'] = {
    operator: await person('Anna Strada', 'operator', 'Operatrice', { office: offices.roads }),
    head: await person('Marco Capo', 'head', 'Responsabile', { office: offices.roads }),
    manager: await person('Elena Alta', 'manager', 'Dirigente', { sector: sectors.roads }),
    secretary: await person('Ugo Segreto', 'secretary', 'Segretario'),
    'cabinet-member': await person('Paolo Giunta', 'cabinet-member', 'Assessore'),
    mayor: await person('Rita Prima', 'mayor', 'Sindaca'),
    'front-desk': await person('Giulia Sportello', 'front-desk', 'Sportello'),
    'council-member': await person('Lia Consiglio', 'council-member', 'Consigliera'),
    administrator: await person('Carlo Macchina', 'administrator', 'Amministratore'),
  };
  const gardener = await person('Rosa Verde', 'operator', 'Operatrice', { office: offices.green });
  return {
    id,
    door,
    sectors,
    offices,
    hamlet,
    categories,
    people,
    gardener,
    citizen: { kind: 'citizen', municipality: id, name: 'Maria Rossi', request: null },
  };
}

export function emailOf(name: string, town: number): string {
  return `${name.toLowerCase().replaceAll(' ', '.')}@town-${town}.example.it`;
}

/** What Maria Rossi hands in, with what a test changes of it. */
export function aReport(town: Town, changes: Partial<ReportRequest> = {}): ReportRequest {
  return {
    kind: 'fault',
    category: town.categories.roads,
    hamlet: town.hamlet,
    place: 'Via Aurelia 418',
    point: null,
    title: 'Buca davanti al passaggio pedonale',
    body: 'È una buca profonda una decina di centimetri.',
    danger: false,
    answers: {},
    author: { name: 'Maria Rossi', email: 'maria.rossi@example.it', phone: null },
    language: 'it',
    channel: 'site',
    keyId: 'test',
    files: [],
    holder: '',
    ...changes,
  };
}

export async function reported(
  town: Town,
  changes: Partial<ReportRequest> = {},
): Promise<{ id: RequestId; reference: string }> {
  const answer = await perform(town.door, town.citizen, null, reportRequest, aReport(town, changes));
  if (!answer.ok) throw new Error(`refused: ${answer.reason}`);
  return { id: answer.id, reference: answer.reference };
}
