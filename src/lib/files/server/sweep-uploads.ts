import type { FileId, MunicipalityId, PictureId } from '#lib/kernel/ids.ts';
import type { Database } from '#lib/kernel/server/database.ts';
import { deleteForms, keyOfPicture, type FileStore } from './file-store.ts';

const kept = Temporal.Duration.from({ hours: 24 });

/** Uploads that nobody attached within a day go, unless the draft that they belong to was touched since. */
export async function sweepUploads(
  database: Database,
  store: FileStore,
  municipality: MunicipalityId,
  now: Temporal.Instant,
): Promise<number> {
  const before = now.subtract(kept);
  const swept = await database
    .deleteFrom('file')
    .where('file.municipality_id', '=', municipality)
    .where('file.request_id', 'is', null)
    .where('file.uploaded_at', '<', before)
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('draft')
            .select('draft.id')
            .where('draft.municipality_id', '=', municipality)
            .whereRef('draft.token_digest', '=', 'file.holder')
            .where('draft.touched_at', '>=', before),
        ),
      ),
    )
    .returning('file.id')
    .execute();
  const ids = swept.map(({ id }) => id);
  const pictures = await picturesOf(database, municipality, ids);
  for (const id of ids) await deleteForms(store, municipality, id);
  for (const id of pictures) await store.delete(keyOfPicture(municipality, id));
  return swept.length;
}

/** What was made of them for the public: the photos of an erased request had pictures too. */
async function picturesOf(
  database: Database,
  municipality: MunicipalityId,
  photos: readonly FileId[],
): Promise<PictureId[]> {
  if (photos.length === 0) return [];
  const rows = await database
    .selectFrom('public_photo')
    .select(['picture_id', 'earlier'])
    .where('municipality_id', '=', municipality)
    .where((where) => where('file_id', '=', where.fn.any(where.val([...photos]))))
    .execute();
  return rows
    .flatMap(({ picture_id, earlier }) => [
      picture_id,
      earlier === null ? null : (JSON.parse(earlier) as { picture_id: PictureId | null }).picture_id,
    ])
    .filter((id) => id !== null);
}
