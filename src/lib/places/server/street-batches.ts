import { sql } from 'kysely';
import type { HamletId, MunicipalityId, StreetImportId } from '#lib/kernel/ids.ts';
import type { Database, Tx } from '#lib/kernel/server/database.ts';
import type { RegisterRow } from '../register-file.ts';
import { patience, type BadRow, type ImportRefusal, type StreetFile } from '../street-import.ts';

export type OfImport = { municipality: MunicipalityId; id: StreetImportId };
export type Reading = OfImport & Pick<StreetFile, 'turn'>;

/** Thrown by whoever was silent for too long: another reads the file now. */
export class LostFile extends Error {
  readonly code = 'lost-file';
}

export type Batch = { rows: readonly StagedRow[]; bytes: number; read: number; bad: number; now: Temporal.Instant };
export type StagedRow = RegisterRow & { hamlet: HamletId | null };

/**
 * Keeps a batch and tells how far the file is read, both or neither. `bad` is without those that came a second time in the
 * file, whose codes are answered: the first one counts.
 */
export async function keepBatch(database: Database, of: Reading, batch: Batch): Promise<Set<string>> {
  return database.transaction().execute(async (tx) => {
    const twice = batch.rows.length === 0 ? new Set<string>() : await stageRows(tx, of, batch.rows);
    await tellProgress(tx, of, { ...batch, bad: batch.bad + twice.size });
    return twice;
  });
}

/** Good rows wait until all are read. */
async function stageRows(
  tx: Tx<'street_import_row'>,
  { municipality, id }: OfImport,
  rows: readonly StagedRow[],
): Promise<Set<string>> {
  const column = <T>(of: (row: StagedRow) => T) => rows.map(of);
  const { rows: kept } = await sql<{ code: string }>`
    insert into street_import_row (municipality_id, import_id, code, street_code, street_name, locality, kind, words,
      number, suffix, latitude, longitude, hamlet_id)
    select ${municipality}::smallint, ${id}::uuid, r.*
    from unnest(${column((row) => row.code)}::text[], ${column((row) => row.streetCode)}::text[],
      ${column((row) => row.streetName)}::text[], ${column((row) => row.locality)}::text[],
      ${column((row) => row.kind)}::text[], ${column((row) => row.words)}::text[],
      ${column((row) => row.number)}::int[], ${column((row) => row.suffix)}::text[],
      ${column((row) => row.point?.latitude ?? null)}::float8[], ${column((row) => row.point?.longitude ?? null)}::float8[],
      ${column((row) => row.hamlet)}::uuid[]) r
    on conflict (municipality_id, import_id, code) do nothing
    returning code`.execute(tx);
  const first = new Set(kept.map(({ code }) => code));
  return new Set(rows.map(({ code }) => code).filter((code) => !first.has(code)));
}

async function tellProgress(
  tx: Tx<'street_import'>,
  { municipality, id, turn }: Reading,
  { bytes, read, bad, now }: Pick<Batch, 'bytes' | 'read' | 'bad' | 'now'>,
): Promise<void> {
  const told = await tx
    .updateTable('street_import')
    .set({ bytes_read: bytes, rows_read: read, rows_bad: bad, claimed_until: now.add(patience) })
    .where('municipality_id', '=', municipality)
    .where('id', '=', id)
    .where('state', '=', 'reading')
    .where('turn', '=', turn)
    .executeTakeFirst();
  if (told.numUpdatedRows === 0n) throw new LostFile('another reads this file');
}

export async function keepBadRows(
  database: Database,
  { municipality, id, turn }: Reading,
  bad: readonly BadRow[],
): Promise<void> {
  await database
    .updateTable('street_import')
    .set({ bad: JSON.stringify(bad) })
    .where('municipality_id', '=', municipality)
    .where('id', '=', id)
    .where('turn', '=', turn)
    .execute();
}

export async function refuseStreetImport(
  database: Database,
  { municipality, id, turn }: Reading,
  reason: ImportRefusal,
  now: Temporal.Instant,
): Promise<void> {
  await database.transaction().execute(async (tx) => {
    const refused = await tx
      .updateTable('street_import')
      .set({ state: 'refused', refused_for: reason, ended_at: now, claimed_until: null })
      .where('municipality_id', '=', municipality)
      .where('id', '=', id)
      .where('state', '=', 'reading')
      .where('turn', '=', turn)
      .executeTakeFirst();
    if (refused.numUpdatedRows > 0n) await forgetRows(tx, { municipality, id });
  });
}

export async function forgetRows(tx: Tx<'street_import_row'>, { municipality, id }: OfImport): Promise<void> {
  await tx
    .deleteFrom('street_import_row')
    .where('municipality_id', '=', municipality)
    .where('import_id', '=', id)
    .execute();
}
