import type { MunicipalityId } from '#lib/kernel/ids.ts';
import type { Reference } from '#lib/kernel/reference.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import type { CitizenActor } from './open-by-secret.ts';

/** The citizen of a request, if this is an address of theirs: for who has lost the password. It opens nothing by itself. */
export async function findByAddress(
  db: Db<'request'>,
  municipality: MunicipalityId,
  reference: Reference,
  address: string,
): Promise<CitizenActor | null> {
  const row = await db
    .selectFrom('request')
    .select(['id', 'author_email', 'author_pec'])
    .where('municipality_id', '=', municipality)
    .where('series', '=', reference.series)
    .where('year', '=', reference.year)
    .where('number', '=', reference.number)
    .executeTakeFirst();
  const wanted = address.toLowerCase();
  const theirs = [row?.author_email, row?.author_pec].some((known) => known?.toLowerCase() === wanted);
  return row && theirs ? { kind: 'citizen', municipality, name: '', request: row.id } : null;
}
