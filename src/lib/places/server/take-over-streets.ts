import { sql } from 'kysely';
import type { Act } from '#lib/kernel/act.ts';
import type { StreetImportId } from '#lib/kernel/ids.ts';
import { mayImportStreets } from '#lib/kernel/permissions.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { appendEntry } from '#lib/trail/server/append-entry.ts';

export type TakeOverStreets = {
  import: StreetImportId;
  /** The reader's: who has lost the file meanwhile takes nothing over. */
  turn: number;
  /** SHA-256 of the file, in hexadecimal. */
  digest: string;
  rows: number;
  bad: number;
};

export type StreetChanges = { added: number; changed: number; retired: number };

/**
 * Makes the register equal to the rows that were read: new ones come in, others change, what is no longer there is retired
 * and kept. One act with one entry; a file that the register was last made from changes nothing and leaves no entry.
 */
export async function takeOverStreets(
  tx: Tx<'street' | 'street_number' | 'street_import' | 'street_import_row' | TrailTables>,
  act: Act,
  input: TakeOverStreets,
): Promise<({ ok: true } & StreetChanges) | Refusal<'not-allowed' | 'changed-meanwhile'>> {
  if (!mayImportStreets(act.actor)) return refuse('not-allowed');
  // A great town has half a million numbers: longer than a page may take.
  await sql`select set_config('statement_timeout', '5min', true)`.execute(tx);
  // Two files at once: the second one waits here, and is compared with what the first one has made.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`streets ${String(act.municipality)}`}, 0))`.execute(tx);
  const file = await lockFile(tx, act, input);
  if (!file) return refuse('changed-meanwhile');
  const changes = (await isLast(tx, act, { digest: input.digest, ...file }))
    ? { added: 0, changed: 0, retired: 0 }
    : await takeOver(tx, act, input);
  await tx
    .updateTable('street_import')
    .set({
      ...changes,
      state: 'done',
      digest: Buffer.from(input.digest, 'hex'),
      rows_read: input.rows,
      rows_bad: input.bad,
      ended_at: act.at,
      claimed_until: null,
    })
    .where('municipality_id', '=', act.municipality)
    .where('id', '=', input.import)
    .execute();
  await tx
    .deleteFrom('street_import_row')
    .where('municipality_id', '=', act.municipality)
    .where('import_id', '=', input.import)
    .execute();
  return { ok: true, ...changes };
}

/** Nothing when somebody else reads the file now, or is done with it. */
function lockFile(tx: Tx<'street_import'>, act: Act, { import: id, turn }: TakeOverStreets) {
  return tx
    .selectFrom('street_import')
    .select('cadastral_code')
    .where('municipality_id', '=', act.municipality)
    .where('id', '=', id)
    .where('state', '=', 'reading')
    .where('turn', '=', turn)
    .forUpdate()
    .executeTakeFirst();
}

/** Whether the register was last made from this very file, and from the same rows of it. */
async function isLast(
  tx: Tx<'street_import'>,
  act: Act,
  file: { digest: string; cadastral_code: string | null },
): Promise<boolean> {
  const last = await tx
    .selectFrom('street_import')
    .select(['digest', 'cadastral_code'])
    .where('municipality_id', '=', act.municipality)
    .where('state', '=', 'done')
    .orderBy('ended_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.digest?.toString('hex') === file.digest && last.cadastral_code === file.cadastral_code;
}

async function takeOver(
  tx: Tx<'street' | 'street_number' | 'street_import_row' | TrailTables>,
  act: Act,
  input: TakeOverStreets,
): Promise<StreetChanges> {
  const streets = await takeOverNames(tx, act, input.import);
  const numbers = await takeOverNumbers(tx, act, input.import);
  const counted = { streets, numbers };
  await appendEntry(tx, act, {
    kind: 'streets-imported',
    visibility: 'staff',
    detail: { digest: input.digest, rows: input.rows, bad: input.bad, ...counted },
  });
  return {
    added: streets.added + numbers.added,
    changed: streets.changed + numbers.changed,
    retired: streets.retired + numbers.retired,
  };
}

async function takeOverNames(
  tx: Tx<'street' | 'street_import_row'>,
  act: Act,
  id: StreetImportId,
): Promise<StreetChanges> {
  const { municipality, at } = act;
  // A street that goes through several hamlets counts to the one where most of its numbers are.
  const { rows } = await sql<{ added: boolean }>`
    insert into street (municipality_id, id, code, name, locality, kind, words, hamlet_id)
    select r.municipality_id, gen_random_uuid(), r.street_code, min(r.street_name), min(r.locality), min(r.kind),
      min(r.words), mode() within group (order by r.hamlet_id)
    from street_import_row r
    where r.municipality_id = ${municipality} and r.import_id = ${id}
    group by r.municipality_id, r.street_code
    on conflict (municipality_id, code) do update set name = excluded.name, locality = excluded.locality,
      kind = excluded.kind, words = excluded.words, hamlet_id = excluded.hamlet_id, retired_at = null
    where street.municipality_id = ${municipality}
      and (street.name, street.locality, street.kind, street.words, street.hamlet_id, street.retired_at)
        is distinct from (excluded.name, excluded.locality, excluded.kind, excluded.words, excluded.hamlet_id, null)
    returning xmax = 0 as added`.execute(tx);
  const retired = await tx
    .updateTable('street')
    .set({ retired_at: at })
    .where('municipality_id', '=', municipality)
    .where('retired_at', 'is', null)
    // Not `not exists`: nothing is known yet of rows just written, and a plan that looks each of them up takes minutes.
    .where('code', 'not in', (street) =>
      street
        .selectFrom('street_import_row')
        .select('street_code')
        .where('municipality_id', '=', municipality)
        .where('import_id', '=', id),
    )
    .executeTakeFirst();
  return { ...countAdded(rows), retired: Number(retired.numUpdatedRows) };
}

async function takeOverNumbers(
  tx: Tx<'street' | 'street_number' | 'street_import_row'>,
  act: Act,
  id: StreetImportId,
): Promise<StreetChanges> {
  const { municipality, at } = act;
  const { rows } = await sql<{ added: boolean }>`
    insert into street_number (municipality_id, id, street_id, code, number, suffix, latitude, longitude, hamlet_id)
    select r.municipality_id, gen_random_uuid(), s.id, r.code, r.number, r.suffix, r.latitude, r.longitude, r.hamlet_id
    from street_import_row r
    join street s on s.municipality_id = r.municipality_id and s.code = r.street_code
    where r.municipality_id = ${municipality} and r.import_id = ${id}
    on conflict (municipality_id, code) do update set street_id = excluded.street_id, number = excluded.number,
      suffix = excluded.suffix, latitude = excluded.latitude, longitude = excluded.longitude,
      hamlet_id = excluded.hamlet_id, retired_at = null
    where street_number.municipality_id = ${municipality}
      and (street_number.street_id, street_number.number, street_number.suffix, street_number.latitude,
        street_number.longitude, street_number.hamlet_id, street_number.retired_at)
      is distinct from (excluded.street_id, excluded.number, excluded.suffix, excluded.latitude, excluded.longitude,
        excluded.hamlet_id, null)
    returning xmax = 0 as added`.execute(tx);
  const retired = await tx
    .updateTable('street_number')
    .set({ retired_at: at })
    .where('municipality_id', '=', municipality)
    .where('retired_at', 'is', null)
    .where('code', 'not in', (number) =>
      number
        .selectFrom('street_import_row')
        .select('street_import_row.code')
        .where('municipality_id', '=', municipality)
        .where('import_id', '=', id),
    )
    .executeTakeFirst();
  return { ...countAdded(rows), retired: Number(retired.numUpdatedRows) };
}

function countAdded(rows: readonly { added: boolean }[]): { added: number; changed: number } {
  const added = rows.filter((row) => row.added).length;
  return { added, changed: rows.length - added };
}
