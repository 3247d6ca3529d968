import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import type { FileId, MunicipalityId } from '#lib/kernel/ids.ts';
import type { Database, Tx } from '#lib/kernel/server/database.ts';
import { documentType } from '../photo-limits.ts';
import { encodePhoto } from './encode-photo.ts';
import { keyOfFile, readWhole, type FileStore } from './file-store.ts';
import { judgeDocument } from '../document-end.ts';

/** A file that ended its worker this often is refused, so that the others get their turn. */
const attempts = 3;

/** Municipalities with uploads to decode. Discovery: spans municipalities. */
export async function municipalitiesWithUploads(database: Database): Promise<MunicipalityId[]> {
  const found = await database
    .selectFrom('file')
    .select('municipality_id')
    .distinct()
    // In the statement itself, or its kept plan could not use the index of those that wait.
    .where('state', '=', sql.lit('received'))
    .execute();
  return found.map((row) => row.municipality_id);
}

/** Decodes the oldest waiting photo that no other worker holds. False when there is none. */
export async function decodeNextPhoto(
  database: Database,
  store: FileStore,
  municipality: MunicipalityId,
): Promise<boolean> {
  const id = await claim(database, municipality);
  if (!id) return false;
  const original = keyOfFile(municipality, id, 'original');
  const settled = await settle(database, store, municipality, id).catch(async (error: unknown) => {
    await forgetAttempt(database, municipality, id); // a full disk is not the photo's fault
    throw error;
  });
  // Only what is committed: until then the original is all there is.
  if (settled) await store.delete(original);
  return true;
}

/** False when another worker has it, or had it in between. */
function settle(database: Database, store: FileStore, municipality: MunicipalityId, id: FileId): Promise<boolean> {
  return database.transaction().execute(async (tx) => {
    const found = await lock(tx, municipality, id);
    if (!found) return false;
    const settleOne = found.media_type === documentType ? keepDocument : decode;
    const refused = found.attempts > attempts ? 'broken' : await settleOne(tx, store, municipality, id);
    if (refused) await markRefused(tx, municipality, id, refused);
    return true;
  });
}

/** Counts the attempt before it is made: a photo that takes the process down with it has been counted. */
async function claim(database: Database, municipality: MunicipalityId): Promise<FileId | null> {
  const claimed = await database
    .updateTable('file')
    .set({ attempts: sql<number>`attempts + 1` })
    .where('municipality_id', '=', municipality)
    .where('id', '=', (row) =>
      row
        .selectFrom('file')
        .select('id')
        .where('municipality_id', '=', municipality)
        .where('state', '=', 'received')
        .orderBy('uploaded_at')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returning('id')
    .executeTakeFirst();
  return claimed?.id ?? null;
}

async function forgetAttempt(database: Database, municipality: MunicipalityId, id: FileId): Promise<void> {
  await database
    .updateTable('file')
    .set({ attempts: sql<number>`attempts - 1` })
    .where('municipality_id', '=', municipality)
    .where('id', '=', id)
    .execute();
}

/** How often it was tried and what it says it is; nothing when another worker has it. */
function lock(tx: Tx<'file'>, municipality: MunicipalityId, id: FileId) {
  return tx
    .selectFrom('file')
    .select(['attempts', 'media_type'])
    .where('municipality_id', '=', municipality)
    .where('id', '=', id)
    .where('state', '=', 'received')
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

type RefusedFor = 'missing' | 'broken' | 'locked';

async function decode(
  tx: Tx<'file'>,
  store: FileStore,
  municipality: MunicipalityId,
  id: FileId,
): Promise<RefusedFor | null> {
  const content = await store.open(keyOfFile(municipality, id, 'original'));
  if (!content) return 'missing';
  const encoded = await encodePhoto(await readWhole(content));
  if (!encoded) return 'broken';
  await store.put(keyOfFile(municipality, id, 'picture'), Readable.from([encoded.bytes]));
  await tx
    .updateTable('file')
    .set({
      state: 'ready',
      media_type: 'image/jpeg',
      bytes: encoded.bytes.length,
      width: encoded.width,
      height: encoded.height,
      sha256: encoded.sha256,
    })
    .where('municipality_id', '=', municipality)
    .where('id', '=', id)
    .execute();
  return null;
}

/** A document stays as it came, byte for byte, if it is whole and opens without a password; it is only ever handed out as a download. */
async function keepDocument(
  tx: Tx<'file'>,
  store: FileStore,
  municipality: MunicipalityId,
  id: FileId,
): Promise<RefusedFor | null> {
  const content = await store.open(keyOfFile(municipality, id, 'original'));
  if (!content) return 'missing';
  const bytes = await readWhole(content);
  const refused = judgeDocument(bytes);
  if (refused) return refused;
  await store.put(keyOfFile(municipality, id, 'document'), Readable.from([bytes]));
  await tx
    .updateTable('file')
    .set({ state: 'ready', sha256: createHash('sha256').update(bytes).digest() })
    .where('municipality_id', '=', municipality)
    .where('id', '=', id)
    .execute();
  return null;
}

async function markRefused(
  tx: Tx<'file'>,
  municipality: MunicipalityId,
  id: FileId,
  reason: RefusedFor,
): Promise<void> {
  await tx
    .updateTable('file')
    .set({ state: 'refused', refused_for: reason })
    .where('municipality_id', '=', municipality)
    .where('id', '=', id)
    .execute();
}
