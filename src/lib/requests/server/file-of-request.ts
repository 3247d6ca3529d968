import type { FileId, MunicipalityId, RequestId } from '#lib/kernel/ids.ts';
import type { RequestSubject } from '#lib/kernel/permissions.ts';
import type { Reference } from '#lib/kernel/reference.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import { documentType, type FileKind } from '#lib/files/photo-limits.ts';

/** A file that can be shown, with what decides who may see it: its request, or its holder while it has none. */
export type FileToShow = {
  name: string;
  bytes: number;
  holder: Buffer;
  request: (RequestSubject & { reference: Reference }) | null;
};

/** Null when there is none of that kind and id here, or it is not ready. */
export async function findFile(
  db: Db<'file' | 'request' | 'office'>,
  municipality: MunicipalityId,
  id: FileId,
  kind: FileKind,
): Promise<FileToShow | null> {
  const row = await db
    .selectFrom('file')
    .leftJoin('request', (join) =>
      join.onRef('request.municipality_id', '=', 'file.municipality_id').onRef('request.id', '=', 'file.request_id'),
    )
    .leftJoin('office', (join) =>
      join.onRef('office.municipality_id', '=', 'request.municipality_id').onRef('office.id', '=', 'request.office_id'),
    )
    .select([
      'file.name',
      'file.bytes',
      'file.holder',
      'file.request_id',
      'request.series',
      'request.year',
      'request.number',
      'request.office_id',
      'office.sector_id',
    ])
    .where('file.municipality_id', '=', municipality)
    .where('file.id', '=', id)
    .where('file.state', '=', 'ready')
    .where('file.media_type', kind === 'document' ? '=' : '!=', documentType)
    .executeTakeFirst();
  if (!row) return null;
  const { name, bytes, holder, request_id, series, year, number, office_id, sector_id } = row;
  if (!request_id) return { name, bytes, holder, request: null };
  if (series === null || year === null || number === null || !office_id || !sector_id) return null;
  const subject = { municipality, id: request_id satisfies RequestId, office: office_id, sector: sector_id };
  return { name, bytes, holder, request: { ...subject, reference: { series, year, number } } };
}
