import { Readable } from 'node:stream';
import { newId, type FileId, type MunicipalityId, type PictureId } from '#lib/kernel/ids.ts';
import { encodePhoto, openSharp } from '#lib/files/server/encode-photo.ts';
import { keyOfFile, keyOfPicture, readWhole, type FileKey, type FileStore } from '#lib/files/server/file-store.ts';
import { around, inPixels, type Area } from '../picture-area.ts';
import type { MadePicture } from './decide-photo.ts';

/** What becomes of the parts that were chosen: only they are kept, or they cannot be recognised any more. */
export type Edit = { kind: 'crop' | 'blur'; areas: readonly Area[] };

/**
 * A picture for the public under an id of its own: of the photo, or of the picture that was made of it before. Null when the bytes are
 * gone. Who made it and does not use it deletes it.
 */
export async function makePicture(
  store: FileStore,
  municipality: MunicipalityId,
  of: { photo: FileId; picture: PictureId | null },
  edit: Edit | null,
): Promise<MadePicture | null> {
  const source = await readKey(
    store,
    of.picture ? keyOfPicture(municipality, of.picture) : keyOfFile(municipality, of.photo, 'picture'),
  );
  const changed = source && edit ? await change(source, edit) : source;
  const encoded = changed && (await encodePhoto(changed));
  if (!encoded) return null;
  const id = newId<PictureId>();
  await store.put(keyOfPicture(municipality, id), Readable.from([encoded.bytes]));
  return { id, bytes: encoded.bytes.length, width: encoded.width, height: encoded.height };
}

export async function deletePictures(
  store: FileStore,
  municipality: MunicipalityId,
  ids: readonly PictureId[],
): Promise<void> {
  for (const id of ids) await store.delete(keyOfPicture(municipality, id));
}

async function readKey(store: FileStore, key: FileKey): Promise<Buffer | null> {
  const content = await store.open(key);
  return content && readWhole(content);
}

async function change(source: Buffer, { kind, areas }: Edit): Promise<Buffer> {
  const sharp = await openSharp();
  const { width, height } = await sharp(source).metadata();
  if (kind === 'crop') {
    const kept = around(areas);
    return kept
      ? sharp(source)
          .extract(inPixels(kept, width, height))
          .png()
          .toBuffer()
      : source;
  }
  const patches = await Promise.all(
    areas.map(async (area) => {
      const { left, top, ...size } = inPixels(area, width, height);
      return { input: await unrecognisable(source, { left, top, ...size }), left, top };
    }),
  );
  return sharp(source).composite(patches).png().toBuffer();
}

/** What a face, a plate or a name is told by must be gone, not only soft: at most so many tiles along the longer side. */
const tiles = 5;

async function unrecognisable(source: Buffer, { left, top, width, height }: Area): Promise<Buffer> {
  const sharp = await openSharp();
  const scale = tiles / Math.max(width, height);
  const few = await sharp(source)
    .extract({ left, top, width, height })
    .resize({
      width: Math.max(1, Math.round(width * scale)),
      height: Math.max(1, Math.round(height * scale)),
      fit: 'fill',
    })
    .png()
    .toBuffer();
  return sharp(few).resize({ width, height, fit: 'fill', kernel: 'cubic' }).png().toBuffer();
}
