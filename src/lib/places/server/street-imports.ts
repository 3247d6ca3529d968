import type { Act } from '#lib/kernel/act.ts';
import type { Actor } from '#lib/kernel/actor.ts';
import { newId, type MunicipalityId, type StreetImportId } from '#lib/kernel/ids.ts';
import { mayImportStreets } from '#lib/kernel/permissions.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { Database, Db, Tx } from '#lib/kernel/server/database.ts';
import type { CadastralCode } from '../register-file.ts';
import {
  mostWaiting,
  patience,
  type BadRow,
  type ImportRefusal,
  type StreetFile,
  type StreetImport,
} from '../street-import.ts';
import { oneAfterTheOther } from './street-turns.ts';

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
      claimed_until: now.add(patience),
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
