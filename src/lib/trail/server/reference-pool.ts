import { sql } from 'kysely';
import type { MunicipalityId } from '#lib/kernel/ids.ts';
import type { Reference } from '#lib/kernel/reference.ts';
import type { Database, Tx } from '#lib/kernel/server/database.ts';

type PoolTables = 'reference_year' | 'reference_free';
type Series = { municipality: MunicipalityId; series: Reference['series']; year: number };

const refillBelow = 500;
const refillBy = 1000;

/** The next free number of the year, given back by itself when the transaction rolls back; without gaps and without a queue. */
export async function takeReference(tx: Tx<PoolTables>, of: Series): Promise<Reference> {
  const number = (await takeNumber(tx, of)) ?? (await refillAndTake(tx, of));
  return { series: of.series, year: of.year, number };
}

async function takeNumber(tx: Tx<PoolTables>, { municipality, series, year }: Series): Promise<number | undefined> {
  const taken = await sql<{ number: number }>`
    delete from reference_free where municipality_id = ${municipality} and series = ${series} and year = ${year} and number =
      (select number from reference_free where municipality_id = ${municipality} and series = ${series} and year = ${year}
          and number >= (select low from reference_year
            where municipality_id = ${municipality} and series = ${series} and year = ${year})
        order by number limit 1 for update skip locked)
    returning number`.execute(tx);
  return taken.rows[0]?.number;
}

/** An empty pool (the first of the year, or a rush): refilled here under the year's row lock, then tried again. */
async function refillAndTake(tx: Tx<PoolTables>, of: Series): Promise<number> {
  await tx
    .insertInto('reference_year')
    .values({ municipality_id: of.municipality, series: of.series, year: of.year, low: 1, top: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await refill(tx, of);
  const number = await takeNumber(tx, of);
  if (number === undefined) throw new Error('the pool of references is empty after a refill');
  return number;
}

/** Tops the pool up; `low` follows the smallest number left, so that a search does not walk over the dead ones before it. */
async function refill(tx: Tx<PoolTables>, { municipality, series, year }: Series): Promise<void> {
  await sql`select top from reference_year
    where municipality_id = ${municipality} and series = ${series} and year = ${year} for update`.execute(tx);
  await sql`
    with wanted as (select top from reference_year
           where municipality_id = ${municipality} and series = ${series} and year = ${year}
             and (select count(*) from (select 1 from reference_free
               where municipality_id = ${municipality} and series = ${series} and year = ${year} limit ${refillBelow}) f)
               < ${refillBelow}),
         added as (insert into reference_free (municipality_id, series, year, number)
           select ${municipality}::smallint, ${series}, ${year}::smallint, generate_series(top + 1, top + ${refillBy}::int) from wanted
           returning number)
    update reference_year set top = top + (select count(*) from added),
      low = least(coalesce((select min(number) from reference_free
        where municipality_id = ${municipality} and series = ${series} and year = ${year}), top + 1), top + 1)
    where municipality_id = ${municipality} and series = ${series} and year = ${year}`.execute(tx);
}

/** The sequencer's part: every pool that runs low. Discovery: spans municipalities. */
export async function refillAllReferences(database: Database): Promise<void> {
  const pools = await database.selectFrom('reference_year').select(['municipality_id', 'series', 'year']).execute();
  for (const { municipality_id, series, year } of pools) {
    await database.transaction().execute((tx) => refill(tx, { municipality: municipality_id, series, year }));
  }
}
