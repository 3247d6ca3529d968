import type { Readable } from 'node:stream';
import { newId, type FileId, type MunicipalityId } from '#lib/kernel/ids.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { Database } from '#lib/kernel/server/database.ts';
import { sql } from 'kysely';
import { documentLimits, documentType, photoLimits, type FileKind } from '../photo-limits.ts';
import { readPictureHeader } from '../picture-header.ts';
import { keyOfFile, type FileStore } from './file-store.ts';
import type { ArrivingFile } from './read-multipart.ts';

/** Whose upload it is, and where it goes. `holder` is the SHA-256 of the draft's or session's cookie. */
export type Upload = {
  store: FileStore;
  database: Database;
  municipality: MunicipalityId;
  holder: Buffer;
  now: Temporal.Instant;
};

export type PhotoRefusal = Refusal<'too-many' | 'not-a-photo' | 'too-large' | 'too-many-pixels'>;
export type FileRefusal = PhotoRefusal | Refusal<'too-many-documents' | 'not-an-attachment'>;

/** A header further in than this is none: even a camera's previews and colour tables end before. */
const longestHeader = 1024 * 1024;

/** Where photos alone are taken: an inspection, an answer. */
export function receivePhoto(
  upload: Upload,
  file: Pick<ArrivingFile, 'name' | 'content'>,
): Promise<{ ok: true; id: FileId } | PhotoRefusal> {
  return receive(upload, ['photo'], file) as Promise<{ ok: true; id: FileId } | PhotoRefusal>;
}

/** Photos and PDF documents, told apart by their first bytes and not by what they are called. */
export function receiveAttachment(upload: Upload, file: Pick<ArrivingFile, 'name' | 'content'>) {
  return receive(upload, ['photo', 'document'], file);
}

/** Judges a file from its first bytes and keeps it for the worker; what is refused is read to its end and forgotten. */
async function receive(
  upload: Upload,
  taken: readonly FileKind[],
  { name, content }: Pick<ArrivingFile, 'name' | 'content'>,
): Promise<{ ok: true; id: FileId } | FileRefusal> {
  const { store, database, municipality, holder, now } = upload;
  const judged = await judge(upload, taken, content);
  if (!judged.ok) {
    content.resume();
    return judged;
  }
  const id = newId<FileId>();
  const key = keyOfFile(municipality, id, 'original');
  let bytes = 0;
  await store.put(key, counted());
  if (content.truncated) {
    await store.delete(key);
    return refuse('too-large');
  }
  // After the bytes: a row without them would send the worker after nothing. Bytes without a row are only lost space.
  await database
    .insertInto('file')
    .values({
      municipality_id: municipality,
      id,
      holder,
      position: judged.held,
      state: 'received',
      name: shortName(name),
      media_type: judged.type,
      bytes,
      uploaded_at: now,
    })
    .execute();
  return { ok: true, id };

  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of pieces()) {
      bytes += chunk.length;
      yield chunk;
    }
  }

  async function* pieces(): AsyncGenerator<Uint8Array> {
    if (judged.ok) yield judged.head;
    yield* content.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  }
}

type Judged = { ok: true; held: number; head: Buffer; type: string } | FileRefusal;

async function judge(
  { database, municipality, holder }: Upload,
  taken: readonly FileKind[],
  content: Readable,
): Promise<Judged> {
  const { photos, documents } = await countHeld(database, municipality, holder);
  const held = photos + documents;
  // Before a byte of it is read, where nothing else could be taken.
  if (photos >= photoLimits.count && !taken.includes('document')) return refuse('too-many');
  const { head, header } = await readHead(content);
  if (header === 'document' && taken.includes('document')) {
    return documents < documentLimits.count
      ? { ok: true, held, head, type: documentType }
      : refuse('too-many-documents');
  }
  if (!header || header === 'document') return refuse(taken.includes('document') ? 'not-an-attachment' : 'not-a-photo');
  if (photos >= photoLimits.count) return refuse('too-many');
  if (header.width * header.height > photoLimits.pixels) return refuse('too-many-pixels');
  return { ok: true, held, head, type: header.type };
}

async function readHead(content: Readable) {
  let head = Buffer.alloc(0);
  // Left without destroying: the rest of the file is still to come.
  for await (const chunk of content.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    head = Buffer.concat([head, chunk]);
    // At the very first byte: readers forgive what stands before, and so would let through what is something else too.
    if (head.length >= 8 && head.toString('latin1', 0, 5) === '%PDF-') return { head, header: 'document' as const };
    const header = readPictureHeader(head);
    if (header !== 'more') return { head, header };
    if (head.length > longestHeader) break;
  }
  return { head, header: null };
}

async function countHeld(database: Database, municipality: MunicipalityId, holder: Buffer) {
  const { count, documents } = await database
    .selectFrom('file')
    .select((row) => [
      row.fn.countAll<number>().as('count'),
      row.fn.countAll<number>().filterWhere('media_type', '=', sql.lit(documentType)).as('documents'),
    ])
    .where('municipality_id', '=', municipality)
    .where('holder', '=', holder)
    .where('request_id', 'is', null)
    .where('state', '!=', 'refused')
    .executeTakeFirstOrThrow();
  return { photos: count - documents, documents };
}

/** The name its owner knows it by, without folders and controls. */
function shortName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return last.replace(/\p{C}/gu, '').slice(-100) || 'file';
}
