import type { Act } from '#lib/kernel/act.ts';
import type { EntryId, FileId, RequestId, StepId } from '#lib/kernel/ids.ts';
import type { Tx } from '#lib/kernel/server/database.ts';

/** Hex of the SHA-256 of the cookie that uploaded the files; who holds it may attach them. */
export type FileHolder = string;

export type ReadyFile = { id: FileId; name: string; sha256: string };

/** Those of the files that are decoded already: the act's entry lists them, later ones follow by an entry of their own. */
export async function listReadyFiles(
  tx: Tx<'file'>,
  act: Act,
  files: readonly FileId[],
  holder: FileHolder,
): Promise<ReadyFile[]> {
  if (files.length === 0) return [];
  const rows = await tx
    .selectFrom('file')
    .select(['id', 'name', 'sha256'])
    .where('municipality_id', '=', act.municipality)
    .where((where) => where('id', '=', where.fn.any(where.val(files as FileId[]))))
    .where('holder', '=', Buffer.from(holder, 'hex'))
    .where('request_id', 'is', null)
    .where('state', '=', 'ready')
    .orderBy('position')
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(({ id, name, sha256 }) => ({ id, name, sha256: sha256?.toString('hex') ?? '' }));
}

/**
 * Gives the files to the request (and step); false when one is not the holder's, gone, refused or attached already. Only
 * those that the entry lists get it: what a worker made ready meanwhile follows by an entry of its own.
 */
export async function attachFiles(
  tx: Tx<'file'>,
  act: Act,
  {
    files,
    listed,
    holder,
    request,
    step,
    entry,
  }: {
    files: readonly FileId[];
    listed: readonly ReadyFile[];
    holder: FileHolder;
    request: RequestId;
    step: StepId | null;
    entry: EntryId;
  },
): Promise<boolean> {
  if (files.length === 0) return true;
  const ready = listed.map(({ id }) => id);
  const attached = await tx
    .updateTable('file')
    .set((row) => ({
      request_id: request,
      step_id: step,
      entry_id: row
        .case()
        .when(row('id', '=', row.fn.any(row.val(ready))))
        .then(row.cast<EntryId>(row.val(entry), 'uuid'))
        .end(),
    }))
    .where('municipality_id', '=', act.municipality)
    .where((where) => where('id', '=', where.fn.any(where.val(files as FileId[]))))
    .where('holder', '=', Buffer.from(holder, 'hex'))
    .where('request_id', 'is', null)
    .where('state', '!=', 'refused')
    .executeTakeFirst();
  return attached.numUpdatedRows === BigInt(files.length);
}
