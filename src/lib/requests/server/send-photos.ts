import type { Act } from '#lib/kernel/act.ts';
import type { FileId, RequestId } from '#lib/kernel/ids.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { appendEntry } from '#lib/trail/server/append-entry.ts';
import { attachFiles, listReadyFiles, type FileHolder } from './attach-files.ts';
import { lockForCitizen, type NotForAct } from './lock-for-act.ts';
import { roomForPhotos } from './room-for-photos.ts';

export type SendPhotos = {
  request: RequestId;
  /** A few words to them, or none. */
  text: string | null;
  files: readonly FileId[];
  holder: FileHolder;
};

/** The citizen adds photos later. Those that are still being decoded follow in an entry of the clock's. */
export async function sendPhotos(
  tx: Tx<'request' | 'step' | 'office' | 'file' | TrailTables>,
  act: Act,
  { request, text, files, holder }: SendPhotos,
): Promise<{ ok: true } | NotForAct | Refusal<'unknown-file' | 'no-photo' | 'too-many-photos'>> {
  if (files.length === 0) return refuse('no-photo');
  // Locked for update although it stays as it is: two forms at once would each find room for their photos.
  const guarded = await lockForCitizen(tx, act, request, 'add-photos', 'update');
  if (!guarded.ok) return guarded;
  if (files.length > (await roomForPhotos(tx, act.municipality, request))) return refuse('too-many-photos');
  const ready = await listReadyFiles(tx, act, files, holder);
  const entry = await appendEntry(tx, act, {
    kind: 'photos-sent',
    visibility: 'citizen',
    request,
    detail: { count: files.length },
    text: { message: text ?? undefined, files: ready },
  });
  const attached = await attachFiles(tx, act, { files, listed: ready, holder, request, step: null, entry });
  return attached ? { ok: true } : refuse('unknown-file');
}
