import { sql } from 'kysely';
import type { MunicipalityId, PersonId, StreetImportId } from '#lib/kernel/ids.ts';
import type { Database, Db, Tx } from '#lib/kernel/server/database.ts';
import type { CadastralCode } from '../register-file.ts';
import { patience, type StreetFile } from '../street-import.ts';
import { forgetRows, type OfImport, type Reading } from './street-batches.ts';

/** A file whose readers ended this often before its end is given up, so that the others get their turn. */
const mostTurns = 3;

/** Who orders and who begins to read take turns, municipality by municipality. */
export async function oneAfterTheOther(tx: Tx<'street_import'>, municipality: MunicipalityId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`street files ${String(municipality)}`}, 0))`.execute(tx);
}

/** Municipalities with files to read or to remove. Discovery: spans municipalities. */
export async function municipalitiesWithStreetFiles(database: Database): Promise<MunicipalityId[]> {
  const found = await database
    .selectFrom('street_import')
    .select('municipality_id')
    .distinct()
    .where((row) => row.or([row('state', 'in', ['waiting', 'reading']), row('stored', '=', true)]))
    .execute();
  return found.map(({ municipality_id }) => municipality_id);
}

export type ClaimedFile = StreetFile & {
  /** Null for a command, which read its file itself. */
  by: PersonId | null;
};

/**
 * The oldest file that is not read to its end yet, for the caller to read; null while somebody else reads it, since a newer
 * one waits its turn. What a dead reader had read is read again.
 */
export async function claimStreetFile(
  database: Database,
  municipality: MunicipalityId,
  now: Temporal.Instant,
): Promise<ClaimedFile | null> {
  return database.transaction().execute(async (tx) => {
    await oneAfterTheOther(tx, municipality);
    const oldest = await tx
      .selectFrom('street_import')
      .select(['id', 'turn', 'cadastral_code', 'started_by', 'claimed_until'])
      .where('municipality_id', '=', municipality)
      .where('state', 'in', ['waiting', 'reading'])
      .where('id', '=', (row) =>
        row
          .selectFrom('street_import')
          .select('id')
          .where('municipality_id', '=', municipality)
          .where('state', 'in', ['waiting', 'reading'])
          .orderBy('started_at')
          .orderBy('id')
          .limit(1),
      )
      // Locked by a reader that is just taking it over: nothing to wait for.
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (!oldest || (oldest.claimed_until && Temporal.Instant.compare(oldest.claimed_until, now) >= 0)) return null;
    const turn = oldest.turn + 1;
    await tx
      .updateTable('street_import')
      .set({ state: 'reading', turn, claimed_until: now.add(patience), bytes_read: 0, rows_read: 0, rows_bad: 0 })
      .where('municipality_id', '=', municipality)
      .where('id', '=', oldest.id)
      .execute();
    await forgetRows(tx, { municipality, id: oldest.id });
    return {
      id: oldest.id,
      turn,
      cadastralCode: oldest.cadastral_code as CadastralCode | null,
      by: oldest.started_by,
    };
  });
}

/** Whether a file has been begun too often. */
export function isGivenUp({ turn }: Pick<StreetFile, 'turn'>): boolean {
  return turn > mostTurns;
}

/** For who stops before the end: another need not wait until the silence is noticed. */
export async function leaveStreetFile(database: Database, { municipality, id, turn }: Reading): Promise<void> {
  await database
    .updateTable('street_import')
    .set({ claimed_until: null })
    .where('municipality_id', '=', municipality)
    .where('id', '=', id)
    .where('turn', '=', turn)
    .execute();
}

/** Files that are done with, whose bytes are still there. */
export async function listReadFiles(db: Db<'street_import'>, municipality: MunicipalityId): Promise<StreetImportId[]> {
  const rows = await db
    .selectFrom('street_import')
    .select('id')
    .where('municipality_id', '=', municipality)
    .where('stored', '=', true)
    .where('state', 'in', ['done', 'refused'])
    .execute();
  return rows.map(({ id }) => id);
}

export async function noteFileRemoved(database: Database, { municipality, id }: OfImport): Promise<void> {
  await database
    .updateTable('street_import')
    .set({ stored: false })
    .where('municipality_id', '=', municipality)
    .where('id', '=', id)
    .execute();
}
