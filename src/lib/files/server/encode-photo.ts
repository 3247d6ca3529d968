import { createHash } from 'node:crypto';
import type { Sharp } from 'sharp';
import { photoLimits } from '../photo-limits.ts';
import { readPictureHeader } from '../picture-header.ts';
import { decodeHeic } from './decode-heic.ts';

export type Encoded = { bytes: Buffer; width: number; height: number; sha256: Buffer };

/**
 * The picture made anew: upright, in sRGB, without metadata, opaque, at most 1600 pixels, a JPEG. Null when it cannot be
 * decoded whole. Whatever else the file carried is gone with it.
 */
export async function encodePhoto(original: Buffer): Promise<Encoded | null> {
  try {
    const { data, info } = await (
      await open(original)
    )
      .autoOrient()
      .resize({ width: photoLimits.side, height: photoLimits.side, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 82 })
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, width: info.width, height: info.height, sha256: createHash('sha256').update(data).digest() };
  } catch {
    return null;
  }
}

async function open(original: Buffer): Promise<Sharp> {
  const sharp = await openSharp();
  const header = readPictureHeader(original);
  if (header !== 'more' && header?.type === 'image/heic') {
    const { data, width, height } = await decodeHeic(original); // upright already
    return sharp(data, { raw: { width, height, channels: 4 } });
  }
  return sharp(original, {
    limitInputPixels: photoLimits.pixels,
    failOn: 'error', // telephones write files with harmless faults; what is cut off fails
    sequentialRead: true,
  });
}

/** Loaded with the first photo: a web process never needs it. One picture at a time, and nothing kept between them. */
export async function openSharp() {
  const { default: sharp } = await import('sharp');
  sharp.concurrency(1);
  sharp.cache(false);
  return sharp;
}
