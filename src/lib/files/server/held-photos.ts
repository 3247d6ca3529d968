import type { FileId, MunicipalityId } from '#lib/kernel/ids.ts';
import type { Database, Db } from '#lib/kernel/server/database.ts';
import { deleteForms, type FileStore } from './file-store.ts';

export type HeldPhoto = {
  id: FileId;
  name: string;
  bytes: number;
  state: 'received' | 'ready' | 'refused';
  width: number | null;
  height: number | null;
};

type OfHolder = { municipality: MunicipalityId; holder: Buffer };

/** What a draft or a member of staff has uploaded and not attached yet, in the order of uploading. */
export function listHeldPhotos(db: Db<'file'>, { municipality, holder }: OfHolder): Promise<HeldPhoto[]> {
  return db
    .selectFrom('file')
    .select(['id', 'name', 'bytes', 'state', 'width', 'height'])
    .where('municipality_id', '=', municipality)
    .where('holder', '=', holder)
    .where('request_id', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute();
}

/** Only the holder's, and only while it is attached to nothing; the answer does not tell what else there is. */
export async function removeHeldPhoto(
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
