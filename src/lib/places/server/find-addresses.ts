import { sql } from 'kysely';
import type { HamletId, MunicipalityId, StreetId, StreetNumberId } from '#lib/kernel/ids.ts';
import type { Database, Db, Tx } from '#lib/kernel/server/database.ts';
import { addressLabel, type Address } from '../address.ts';
import { distance, type Point } from '../point.ts';
import { rankStreets } from '../rank-streets.ts';
import { readTypedAddress, type TypedAddress } from '../typed-address.ts';

const most = 8;
/** Streets that come into question by their letters; which of them is meant is decided by rank-streets.ts. */
const candidates = 60;
/** Low: of the five groups of letters in "roma" one alone outlives a slip like "rmoa". The index bears it. */
const alike = '0.19';

/** What somebody may have meant by an address, the likeliest first; nothing when the words are none of the register. */
export async function findAddresses(
  database: Database,
  municipality: MunicipalityId,
  text: string,
): Promise<Address[]> {
  const readings = readTypedAddress(text.slice(0, 200));
  if (!readings.some(({ words }) => words.join('').length > 1)) return [];
  return database.transaction().execute(async (tx) => {
    await sql`select set_config('pg_trgm.word_similarity_threshold', ${alike}, true)`.execute(tx);
    const streets = (await Promise.all(readings.map((typed) => findStreets(tx, municipality, typed)))).flat();
    const once = [...new Map(streets.map((street) => [street.id, street])).values()];
    const ranked = rankStreets(readings, once).slice(0, most);
    const numbers = await findNumbers(tx, municipality, ranked);
    return knownFirst(
      ranked.map((found) => ({ words: found.street.words, addresses: addressesOf(found, numbers) })),
    ).slice(0, most);
  });
}

type FoundStreet = {
  id: StreetId;
  name: string;
  locality: string;
  kind: string;
  words: string;
  hamlet_id: HamletId | null;
  hamlet: string | null;
};
type Ranked = { street: FoundStreet; typed: TypedAddress };
type FoundNumber = {
  id: StreetNumberId;
  street_id: StreetId;
  number: number;
  suffix: string;
  latitude: number | null;
  longitude: number | null;
  hamlet_id: HamletId | null;
};

function findStreets(
  tx: Tx<'street' | 'hamlet'>,
  municipality: MunicipalityId,
  { words }: TypedAddress,
): Promise<FoundStreet[]> {
  const longer = words.filter((word) => word.length > 1);
  const wanted = (longer.length > 0 ? longer : words).join(' ');
  return tx
    .selectFrom('street')
    .leftJoin('hamlet', (join) =>
      join.onRef('hamlet.municipality_id', '=', 'street.municipality_id').onRef('hamlet.id', '=', 'street.hamlet_id'),
    )
    .select(['street.id', 'street.name', 'street.locality', 'street.kind', 'street.words', 'street.hamlet_id'])
    .select('hamlet.name as hamlet')
    .where('street.municipality_id', '=', municipality)
    .where('street.retired_at', 'is', null)
    .where(sql<boolean>`${wanted} <% street.words`)
    .orderBy(sql`word_similarity(${wanted}, street.words)`, 'desc')
    .orderBy(sql`abs(length(street.words) - length(${wanted}))`)
    .orderBy('street.name')
    .orderBy('street.locality')
    .limit(candidates)
    .execute();
}

/** The numbers that were asked for, with every suffix that they have. */
async function findNumbers(
  tx: Tx<'street_number'>,
  municipality: MunicipalityId,
  ranked: readonly Ranked[],
): Promise<FoundNumber[]> {
  const asked = ranked.filter(({ typed }) => typed.number !== null);
  if (asked.length === 0) return [];
  return tx
    .selectFrom('street_number')
    .select(['id', 'street_id', 'number', 'suffix', 'latitude', 'longitude', 'hamlet_id'])
    .where('municipality_id', '=', municipality)
    .where('retired_at', 'is', null)
    .where(
      'street_id',
      'in',
      asked.map(({ street }) => street.id),
    )
    .where('number', '=', asked[0]?.typed.number ?? 0)
    .orderBy('suffix')
    .limit(200)
    .execute();
}

/** Of streets that bear the likeliest name those with the number that was asked for stand before those without it. */
function knownFirst(found: readonly { words: string; addresses: readonly Address[] }[]): Address[] {
  const likeliest = found[0]?.words;
  const all = found.flatMap(({ words, addresses }) => addresses.map((address) => ({ words, address })));
  const first = all.filter(({ words, address }) => words === likeliest && address.kind === 'number');
  return [...first, ...all.filter((each) => !first.includes(each))].map(({ address }) => address);
}

/** The very number first, then the same with other letters; the street alone where the register does not have it. */
function addressesOf({ street, typed }: Ranked, numbers: readonly FoundNumber[]): Address[] {
  const of = numbers.filter(({ street_id }) => street_id === street.id && typed.number !== null);
  const suffix = typed.suffix.toUpperCase();
  const ordered = [
    ...of.filter((number) => number.suffix === suffix),
    ...of.filter((number) => number.suffix !== suffix),
  ].slice(0, 4);
  if (ordered.length > 0 && (suffix === '' || ordered[0]?.suffix === suffix || typed.number === null)) {
    return ordered.map((number) => ofNumber(street, number));
  }
  const alone = ofStreet(street, typed.number, suffix);
  return [...ordered.map((number) => ofNumber(street, number)), alone];
}

function ofNumber(street: Pick<FoundStreet, 'name' | 'locality' | 'hamlet'>, number: FoundNumber): Address {
  const { id, latitude, longitude, hamlet_id } = number;
  return {
    id,
    label: addressLabel(street.name, number.number, number.suffix),
    where: street.locality || (street.hamlet ?? ''),
    hamlet: hamlet_id,
    point: latitude === null || longitude === null ? null : { latitude, longitude },
    kind: 'number',
  };
}

function ofStreet(street: FoundStreet, number: number | null, suffix: string): Address {
  return {
    id: street.id,
    label: addressLabel(street.name, number, suffix),
    where: street.locality || (street.hamlet ?? ''),
    hamlet: street.hamlet_id,
    point: null,
    kind: number === null ? 'street' : 'number-unknown',
  };
}

function selectNumbers(db: Db<'street_number' | 'street' | 'hamlet'>, municipality: MunicipalityId) {
  return db
    .selectFrom('street_number')
    .innerJoin('street', (join) =>
      join
        .onRef('street.municipality_id', '=', 'street_number.municipality_id')
        .onRef('street.id', '=', 'street_number.street_id'),
    )
    .leftJoin('hamlet', (join) =>
      join
        .onRef('hamlet.municipality_id', '=', 'street_number.municipality_id')
        .onRef('hamlet.id', '=', 'street_number.hamlet_id'),
    )
    .select([
      'street_number.id',
      'street_number.street_id',
      'street_number.number',
      'street_number.suffix',
      'street_number.latitude',
      'street_number.longitude',
      'street_number.hamlet_id',
      'street.name',
      'street.locality',
      'hamlet.name as hamlet',
    ])
    .where('street_number.municipality_id', '=', municipality);
}

/** The nearest number to a point, if one is near enough to say where it is. */
export async function nearestAddress(
  db: Db<'street_number' | 'street' | 'hamlet'>,
  municipality: MunicipalityId,
  point: Point,
): Promise<{ address: Address; metres: number } | null> {
  const reach = 0.003; // degrees: some 300 metres
  const rows = await selectNumbers(db, municipality)
    .where('street_number.retired_at', 'is', null)
    .where('street_number.latitude', '>=', point.latitude - reach)
    .where('street_number.latitude', '<=', point.latitude + reach)
    .where('street_number.longitude', '>=', point.longitude - reach * 1.4)
    .where('street_number.longitude', '<=', point.longitude + reach * 1.4)
    .orderBy(
      sql`power(street_number.latitude - ${point.latitude}, 2)
        + power((street_number.longitude - ${point.longitude}) * ${Math.cos((point.latitude * Math.PI) / 180)}, 2)`,
    )
    .limit(1)
    .execute();
  const [row] = rows;
  if (row?.latitude == null || row.longitude === null) return null;
  const metres = distance(point, { latitude: row.latitude, longitude: row.longitude });
  return { address: ofNumber(row, row), metres };
}

/** The address that a form names by its id; `typed` gives the number of a street that the register has without it. */
export async function readAddress(
  db: Db<'street_number' | 'street' | 'hamlet'>,
  municipality: MunicipalityId,
  id: StreetNumberId | StreetId,
  typed: string,
): Promise<Address | null> {
  const number = await selectNumbers(db, municipality)
    .where('street_number.id', '=', id as StreetNumberId)
    .executeTakeFirst();
  if (number) return ofNumber(number, number);
  const street = await db
    .selectFrom('street')
    .leftJoin('hamlet', (join) =>
      join.onRef('hamlet.municipality_id', '=', 'street.municipality_id').onRef('hamlet.id', '=', 'street.hamlet_id'),
    )
    .select(['street.id', 'street.name', 'street.locality', 'street.kind', 'street.words', 'street.hamlet_id'])
    .select('hamlet.name as hamlet')
    .where('street.municipality_id', '=', municipality)
    .where('street.id', '=', id as StreetId)
    .executeTakeFirst();
  if (!street) return null;
  const [first] = readTypedAddress(typed);
  return ofStreet(street, first?.number ?? null, first?.suffix.toUpperCase() ?? '');
}
