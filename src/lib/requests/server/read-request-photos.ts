import type { Actor } from '#lib/kernel/actor.ts';
import type { FileId, StepId } from '#lib/kernel/ids.ts';
import { may, type RequestSubject } from '#lib/kernel/permissions.ts';
import type { Db } from '#lib/kernel/server/database.ts';

export type RequestPhoto = {
  id: FileId;
  /** The inspection that it belongs to; null for what the citizen sent. */
  step: StepId | null;
  state: 'received' | 'ready' | 'refused';
};

/** All photos of a request, also those that are still being decoded, in the order in which they were sent. */
export async function readRequestPhotos(
  db: Db<'file'>,
  actor: Actor,
  request: RequestSubject,
): Promise<RequestPhoto[]> {
  if (!may(actor, 'read', request)) return [];
  return db
    .selectFrom('file')
    .select(['id', 'step_id as step', 'state'])
    .where('municipality_id', '=', request.municipality)
    .where('request_id', '=', request.id)
    .orderBy('uploaded_at')
    .orderBy('position')
    .orderBy('id')
    .execute();
}
