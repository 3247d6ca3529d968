import type { MunicipalityId } from '#lib/kernel/ids.ts';
import type { Database } from '#lib/kernel/server/database.ts';
import { deleteForms, type FileStore } from './file-store.ts';

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
  for (const { id } of swept) await deleteForms(store, municipality, id);
  return swept.length;
}
