import type { FileId, MunicipalityId } from '#lib/kernel/ids.ts';
import type { Database, Db } from '#lib/kernel/server/database.ts';
import { kindOf, type FileKind } from '../photo-limits.ts';
import { deleteForms, type FileStore } from './file-store.ts';

export type HeldFile = {
  id: FileId;
  kind: FileKind;
  name: string;
  bytes: number;
  state: 'received' | 'ready' | 'refused';
  /** Why it was refused, for words. */
  refusedFor: string | null;
};

type OfHolder = { municipality: MunicipalityId; holder: Buffer };

/** What a draft or a member of staff has uploaded and not attached yet, in the order of uploading. */
export async function listHeldFiles(db: Db<'file'>, { municipality, holder }: OfHolder): Promise<HeldFile[]> {
  const rows = await db
    .selectFrom('file')
    .select(['id', 'name', 'bytes', 'state', 'media_type', 'refused_for as refusedFor'])
    .where('municipality_id', '=', municipality)
    .where('holder', '=', holder)
    .where('request_id', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map(({ media_type, ...file }) => ({ ...file, kind: kindOf(media_type) }));
}

/** Only the holder's, and only while it is attached to nothing; the answer does not tell what else there is. */
export async function removeHeldFile(
  database: Database,
  store: FileStore,
  { municipality, holder, id }: OfHolder & { id: FileId },
): Promise<void> {
  const removed = await database
    .deleteFrom('file')
    .where('municipality_id', '=', municipality)
    .where('id', '=', id)
    .where('holder', '=', holder)
    .where('request_id', 'is', null)
    .executeTakeFirst();
  if (removed.numDeletedRows > 0n) await deleteForms(store, municipality, id);
}
