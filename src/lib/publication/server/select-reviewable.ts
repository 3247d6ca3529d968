import type { MunicipalityId, RequestId } from '#lib/kernel/ids.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import { documentType } from '#lib/files/photo-limits.ts';

/** The photos of a request that the desk decides on, each with what was decided: those that can be seen, and no documents. */
export function selectReviewable(db: Db<'file' | 'public_photo'>, municipality: MunicipalityId, request: RequestId) {
  return db
    .selectFrom('file')
    .leftJoin('public_photo', (join) =>
      join
        .onRef('public_photo.municipality_id', '=', 'file.municipality_id')
        .onRef('public_photo.file_id', '=', 'file.id'),
    )
    .where('file.municipality_id', '=', municipality)
    .where('file.request_id', '=', request)
    .where('file.state', '=', 'ready')
    .where('file.media_type', '!=', documentType);
}
