import type { Insertable, Updateable } from 'kysely';
import type { Act } from '#lib/kernel/act.ts';
import type { EntryId } from '#lib/kernel/ids.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import type { DB } from '#lib/kernel/server/database-types.ts';
import { appendEntry, type NewEntry } from './append-entry.ts';

/** The tables whose history counts; a check holds this list against the catalogue's deferred keys. */
export const subjectTables = [
  'municipality',
  'statement',
  'sector',
  'office',
  'person',
  'post',
  'hamlet',
  'category',
  'request',
  'step',
  'publication',
  'public_photo',
] as const satisfies readonly (keyof DB)[];
export type SubjectTable = (typeof subjectTables)[number];

type Identity = 'municipality_id' | 'id' | 'version';

/** Makes a thing and the entry that says so: version 1. The only way a row gets into a subject's table. */
export async function createSubject<T extends SubjectTable>(
  tx: Tx<NoInfer<T> | TrailTables>,
  act: Act,
  table: T,
  { id, set, entry }: { id: DB[T]['id'] & string; set: Omit<Insertable<DB[T]>, Identity>; entry: NewEntry },
): Promise<EntryId> {
  const untyped = tx as unknown as Tx;
  await untyped
    .insertInto(table as 'request')
    .values({ municipality_id: act.municipality, id, version: 1, ...set } as unknown as Insertable<DB['request']>)
    .execute();
  return appendEntry(untyped, act, entry, { id, version: 1 });
}

/**
 * Changes a thing and appends the entry that says so, if it still has the version that the change was made from. Answers
 * the new version and the entry, or null when somebody else was faster: the caller refuses with `changed-meanwhile`.
 */
export async function changeSubject<T extends SubjectTable>(
  tx: Tx<NoInfer<T> | TrailTables>,
  act: Act,
  table: T,
  {
    id,
    version,
    set,
    entry,
  }: { id: DB[T]['id'] & string; version: number; set: Omit<Updateable<DB[T]>, Identity>; entry: NewEntry },
): Promise<{ version: number; entry: EntryId } | null> {
  const untyped = tx as unknown as Tx;
  const changed = await untyped
    .updateTable(table as 'request')
    .set({ ...set, version: version + 1 } as never)
    .where('municipality_id', '=', act.municipality)
    .where('id', '=', id as never)
    .where('version', '=', version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) return null;
  const written = await appendEntry(untyped, act, entry, { id, version: version + 1 });
  return { version: version + 1, entry: written };
}
