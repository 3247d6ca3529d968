import { sql } from 'kysely';
import type { Actor } from '#lib/kernel/actor.ts';
import { newId, type HamletId, type MunicipalityId, type PersonId, type StreetImportId } from '#lib/kernel/ids.ts';
import { mayImportStreets } from '#lib/kernel/permissions.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { Database, Db } from '#lib/kernel/server/database.ts';
import type { RegisterRow } from '../register-file.ts';
import type { BadRow, ImportRefusal, StreetImport } from '../street-import.ts';

/** Whoever reads a file says so again with each batch; after this long without a word another may begin again. */
const claim = Temporal.Duration.from({ seconds: 30 });

type Import = { municipality: MunicipalityId; id: StreetImportId };

/** Notes a file that waits for a worker, or (`own`) that the caller reads itself. */
export async function orderStreetImport(
  database: Database,
  actor: Actor,
  {
    fileName,
    bytes,
    own,
    now,
    id = newId(),
  }: {
    fileName: string;
    bytes: number;
    own: boolean;
    now: Temporal.Instant;
    id?: StreetImportId;
  },
): Promise<{ ok: true; id: StreetImportId } | Refusal<'not-allowed'>> {
  if (!mayImportStreets(actor)) return refuse('not-allowed');
  await database
    .insertInto('street_import')
    .values({
      municipality_id: actor.municipality,
      id,
      state: own ? 'reading' : 'waiting',
      file_name: fileName.replace(/\p{C}/gu, '').slice(-200),
      bytes,
      started_by: actor.kind === 'person' ? actor.person : null,
      started_at: now,
      claimed_until: own ? now.add(claim) : null,
    })
    .execute();
  return { ok: true, id };
}

/** Files that nobody reads at the moment. Discovery: spans municipalities. */
export async function openStreetImports(
  database: Database,
  now: Temporal.Instant,
): Promise<(Import & { by: PersonId | null })[]> {
  const found = await database
    .selectFrom('street_import')
    .select(['municipality_id', 'id', 'started_by'])
    // In the statement itself, so that its kept plan uses the index of the open ones.
    .where('state', 'in', [sql.lit('waiting' as const), sql.lit('reading' as const)])
    .where((row) => row.or([row('claimed_until', 'is', null), row('claimed_until', '<', now)]))
    .orderBy('started_at')
    .execute();
  return found.map(({ municipality_id, id, started_by }) => ({
    municipality: municipality_id,
    id,
    by: started_by as PersonId | null,
  }));
}

/** False when another worker was faster. What a dead one had read is read again. */
export async function claimStreetImport(
  database: Database,
  { municipality, id }: Import,
  now: Temporal.Instant,
): Promise<boolean> {
  const claimed = await database
    .updateTable('street_import')
    .set({ state: 'reading', claimed_until: now.add(claim), bytes_read: 0, rows_read: 0, rows_bad: 0, bad: '[]' })
    .where('municipality_id', '=', municipality)
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'reading'])
    .where((row) => row.or([row('claimed_until', 'is', null), row('claimed_until', '<', now)]))
    .executeTakeFirst();
  if (claimed.numUpdatedRows === 0n) return false;
  await forgetRows(database, { municipality, id });
  return true;
}

/** Good rows wait until all are read. Answers the codes that came a second time: the first one counts. */
export async function stageRows(
  database: Database,
  { municipality, id }: Import,
  rows: readonly (RegisterRow & { hamlet: HamletId | null })[],
): Promise<Set<string>> {
  const column = <T>(of: (row: RegisterRow & { hamlet: HamletId | null }) => T) => rows.map(of);
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
    returning code`.execute(database);
  const first = new Set(kept.map(({ code }) => code));
  return new Set(rows.map(({ code }) => code).filter((code) => !first.has(code)));
}

export async function tellProgress(
  database: Database,
  { municipality, id }: Import,
  { bytes, rows, bad, now }: { bytes: number; rows: number; bad: number; now: Temporal.Instant },
): Promise<void> {
  await database
    .updateTable('street_import')
    .set({ bytes_read: bytes, rows_read: rows, rows_bad: bad, claimed_until: now.add(claim) })
    .where('municipality_id', '=', municipality)
    .where('id', '=', id)
    .execute();
}

export async function keepBadRows(
  database: Database,
  { municipality, id }: Import,
  bad: readonly BadRow[],
): Promise<void> {
  await database
    .updateTable('street_import')
    .set({ bad: JSON.stringify(bad) })
    .where('municipality_id', '=', municipality)
    .where('id', '=', id)
    .execute();
}

export async function refuseStreetImport(
  database: Database,
  { municipality, id }: Import,
  reason: ImportRefusal,
  now: Temporal.Instant,
): Promise<void> {
  await database
    .updateTable('street_import')
    .set({ state: 'refused', refused_for: reason, ended_at: now, claimed_until: null })
    .where('municipality_id', '=', municipality)
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'reading'])
    .execute();
  await forgetRows(database, { municipality, id });
}

async function forgetRows(database: Database, { municipality, id }: Import): Promise<void> {
  await database
    .deleteFrom('street_import_row')
    .where('municipality_id', '=', municipality)
    .where('import_id', '=', id)
    .execute();
}

/** The newest first; nothing for who may not import. */
export async function listStreetImports(db: Db<'street_import'>, actor: Actor): Promise<StreetImport[]> {
  if (!mayImportStreets(actor)) return [];
  const rows = await db
    .selectFrom('street_import')
    .select([
      'id',
      'state',
      'file_name',
      'bytes',
      'started_at',
      'ended_at',
      'bytes_read',
      'rows_read',
      'rows_bad',
      'bad',
    ])
    .select(['added', 'changed', 'retired', 'refused_for'])
    .where('municipality_id', '=', actor.municipality)
    .orderBy('started_at', 'desc')
    .limit(10)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    state: row.state,
    fileName: row.file_name,
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
