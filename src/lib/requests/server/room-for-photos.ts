import type { MunicipalityId, RequestId } from '#lib/kernel/ids.ts';
import { documentType } from '#lib/files/photo-limits.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import { citizenLimits } from '../citizen-limits.ts';

/** How many photos the citizen may still add to this request: those of the report and of answers count, the office's do not. */
export async function roomForPhotos(
  db: Db<'file' | 'step'>,
  municipality: MunicipalityId,
  request: RequestId,
): Promise<number> {
  const { count } = await db
    .selectFrom('file')
    .leftJoin('step', (join) =>
      join.onRef('step.municipality_id', '=', 'file.municipality_id').onRef('step.id', '=', 'file.step_id'),
    )
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('file.municipality_id', '=', municipality)
    .where('file.request_id', '=', request)
    .where('file.state', '!=', 'refused')
    .where('file.media_type', '!=', documentType)
    .where((row) => row.or([row('file.step_id', 'is', null), row('step.kind', '=', 'question')]))
    .executeTakeFirstOrThrow();
  return Math.max(0, Math.min(citizenLimits.photosAtOnce, citizenLimits.photosInAll - count));
}
