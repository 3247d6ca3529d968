import type { Actor } from '#lib/kernel/actor.ts';
import type { FileId, StepId } from '#lib/kernel/ids.ts';
import { kindOf, type FileKind } from '#lib/files/photo-limits.ts';
import { may, type RequestSubject } from '#lib/kernel/permissions.ts';
import type { Db } from '#lib/kernel/server/database.ts';

export type RequestFile = {
  id: FileId;
  /** The inspection that it belongs to; null for what the citizen sent. */
  step: StepId | null;
  state: 'received' | 'ready' | 'refused';
  kind: FileKind;
  name: string;
};

/** All files of a request, also those that are still being decoded, in the order in which they were sent. */
export async function readRequestFiles(db: Db<'file'>, actor: Actor, request: RequestSubject): Promise<RequestFile[]> {
  if (!may(actor, 'read', request)) return [];
  const rows = await db
    .selectFrom('file')
    .select(['id', 'step_id as step', 'state', 'name', 'media_type'])
    .where('municipality_id', '=', request.municipality)
    .where('request_id', '=', request.id)
    .orderBy('uploaded_at')
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map(({ media_type, ...file }) => ({ ...file, kind: kindOf(media_type) }));
}
