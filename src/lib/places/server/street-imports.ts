import { sql } from 'kysely';
import type { Act } from '#lib/kernel/act.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { newId, type HamletId, type MunicipalityId, type PersonId, type StreetImportId } from '#lib/kernel/ids.ts';
import { mayImportStreets } from '#lib/kernel/permissions.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { Database, Db, Tx } from '#lib/kernel/server/database.ts';
import type { CadastralCode, RegisterRow } from '../register-file.ts';
import { mostWaiting, type BadRow, type ImportRefusal, type StreetFile, type StreetImport } from '../street-import.ts';

/** Whoever reads a file says so again with each batch; after this long without a word another may begin again. */
const claim = Temporal.Duration.from({ seconds: 30 });

/** A file whose readers ended this often before its end is given up, so that the others get their turn. */
const mostTurns = 3;

type Of = { municipality: MunicipalityId; id: StreetImportId };
type Reading = Of & Pick<StreetFile, 'turn'>;

/** Thrown by whoever was silent for too long: another reads the file now. */
export class LostFile extends Error {
  readonly code = 'lost-file';
}

/** Notes a file that the caller reads itself. */
export async function beginStreetImport(
  database: Database,
  actor: Actor,
  {
    fileName,
    bytes,
    cadastralCode = null,
    now,
  }: { fileName: string; bytes: number; cadastralCode?: CadastralCode | null; now: Temporal.Instant },
): Promise<({ ok: true } & StreetFile) | Refusal<'not-allowed'>> {
  if (!mayImportStreets(actor)) return refuse('not-allowed');
  const file: StreetFile = { id: newId(), turn: 1, cadastralCode };
  await database
    .insertInto('street_import')
    .values({
      municipality_id: actor.municipality,
      id: file.id,
      state: 'reading',
      file_name: shortName(fileName),
      bytes,
      cadastral_code: cadastralCode,
      turn: file.turn,
      started_by: actor.kind === 'person' ? actor.person : null,
      started_at: now,
      claimed_until: now.add(claim),
    })
    .execute();
  return { ok: true, ...file };
}

export type OrderStreetImport = {
  id: StreetImportId;
  fileName: string;
  bytes: number;
  /** Of the file as it came, in hexadecimal: by it a form that is sent again shows whether it brought the same one. */
  sha256: string;
  cadastralCode: CadastralCode | null;
};

/** Notes a file that lies in the store and waits for a worker. */
export async function orderStreetImport(
  tx: Tx<'street_import'>,
  act: Act,
  { id, fileName, bytes, sha256, cadastralCode }: OrderStreetImport,
): Promise<{ ok: true; sha256: string } | Refusal<'not-allowed' | 'too-many'>> {
  const { actor, municipality, at } = act;
  if (!mayImportStreets(actor)) return refuse('not-allowed');
  await oneAfterTheOther(tx, municipality);
  if ((await countOpen(tx, municipality)) >= mostWaiting) return refuse('too-many');
  await tx
    .insertInto('street_import')
    .values({
      municipality_id: municipality,
      id,
      state: 'waiting',
      file_name: shortName(fileName),
      bytes,
      cadastral_code: cadastralCode,
      stored: true,
      started_by: actor.kind === 'person' ? actor.person : null,
      started_at: at,
    })
    .execute();
  return { ok: true, sha256 };
}

/** Who orders and who begins to read take turns, municipality by municipality. */
async function oneAfterTheOther(tx: Tx<'street_import'>, municipality: MunicipalityId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`street files ${String(municipality)}`}, 0))`.execute(tx);
}

async function countOpen(tx: Tx<'street_import'>, municipality: MunicipalityId): Promise<number> {
  const { count } = await tx
    .selectFrom('street_import')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('municipality_id', '=', municipality)
    .where('state', 'in', ['waiting', 'reading'])
    .executeTakeFirstOrThrow();
  return count;
}

function shortName(fileName: string): string {
  return fileName.replace(/\p{C}/gu, '').slice(-200);
}

/** Municipalities with files to read or to remove. Discovery: spans municipalities. */
export async function municipalitiesWithStreetFiles(database: Database): Promise<MunicipalityId[]> {
  const found = await database
    .selectFrom('street_import')
    .select('municipality_id')
    .distinct()
    // In the statement itself, so that its kept plan uses the indexes of the few there are.
    .where((row) =>
      row.or([row('state', 'in', [sql.lit('waiting' as const), sql.lit('reading' as const)]), row.ref('stored')]),
    )
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
      .set({ state: 'reading', turn, claimed_until: now.add(claim), bytes_read: 0, rows_read: 0, rows_bad: 0 })
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

export async function noteFileRemoved(database: Database, { municipality, id }: Of): Promise<void> {
  await database
    .updateTable('street_import')
    .set({ stored: false })
    .where('municipality_id', '=', municipality)
    .where('id', '=', id)
    .execute();
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
  { municipality, id }: Of,
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
    .set({ bytes_read: bytes, rows_read: read, rows_bad: bad, claimed_until: now.add(claim) })
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

async function forgetRows(tx: Tx<'street_import_row'>, { municipality, id }: Of): Promise<void> {
  await tx
    .deleteFrom('street_import_row')
    .where('municipality_id', '=', municipality)
    .where('import_id', '=', id)
    .execute();
}

/** The newest first; null for who may not import. */
export async function listStreetImports(
  db: Db<'street_import' | 'person'>,
  actor: Actor,
): Promise<StreetImport[] | null> {
  if (!mayImportStreets(actor)) return null;
  const rows = await db
    .selectFrom('street_import')
    .leftJoin('person', (join) =>
      join
        .onRef('person.municipality_id', '=', 'street_import.municipality_id')
        .onRef('person.id', '=', 'street_import.started_by'),
    )
    .select([
      'street_import.id',
      'street_import.state',
      'file_name',
      'cadastral_code',
      'bytes',
      'started_at',
      'ended_at',
      'bytes_read',
      'rows_read',
      'rows_bad',
      'bad',
    ])
    .select(['added', 'changed', 'retired', 'refused_for', 'person.name as by'])
    .where('street_import.municipality_id', '=', actor.municipality)
    .orderBy('started_at', 'desc')
    .orderBy('street_import.id', 'desc')
    .limit(10)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    state: row.state,
    fileName: row.file_name,
    by: row.by,
    cadastralCode: row.cadastral_code as CadastralCode | null,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    percent: row.state === 'done' ? 100 : Math.min(99, Math.floor((row.bytes_read / Math.max(1, row.bytes)) * 100)),
    rowsRead: row.rows_read,
    rowsBad: row.rows_bad,
    bad: JSON.parse(row.bad) as BadRow[],
    added: row.added,
    changed: row.changed,
    retired: row.retired,
    refusedFor: row.refused_for as ImportRefusal | null,
  }));
}

/** How many streets and numbers the register has now. */
export async function countStreets(
  db: Db<'street' | 'street_number'>,
  municipality: MunicipalityId,
): Promise<{ streets: number; numbers: number }> {
  const count = await db
    .selectFrom('street')
    .select((row) => [
      row.fn.countAll<number>().as('streets'),
      row
        .selectFrom('street_number')
        .select((inner) => inner.fn.countAll<number>().as('numbers'))
        .where('street_number.municipality_id', '=', municipality)
        .where('street_number.retired_at', 'is', null)
        .as('numbers'),
    ])
    .where('street.municipality_id', '=', municipality)
    .where('street.retired_at', 'is', null)
    .executeTakeFirstOrThrow();
  return { streets: count.streets, numbers: count.numbers ?? 0 };
}
