import type { PhotoType } from './photo-limits.ts';

export type PictureHeader = { type: PhotoType; width: number; height: number };

/**
 * What a file says of itself in its first bytes: the picture's type and size in pixels. `more` while the bytes do not
 * reach that far, null when they are no picture that we take. Layouts: ITU-T T.81, RFC 2083, RFC 9649, ISO/IEC 23008-12.
 */
export function readPictureHeader(bytes: Buffer): PictureHeader | 'more' | null {
  if (bytes.length < 16) return 'more';
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return readJpeg(bytes);
  if (bytes.subarray(0, 8).equals(pngSignature)) return readPng(bytes);
  if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP') return readWebp(bytes);
  if (bytes.toString('latin1', 4, 8) === 'ftyp') return readHeic(bytes);
  return null;
}

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function readPng(bytes: Buffer): PictureHeader | 'more' | null {
  if (bytes.length < 24) return 'more';
  if (bytes.toString('latin1', 12, 16) !== 'IHDR') return null;
  return sized('image/png', bytes.readUInt32BE(16), bytes.readUInt32BE(20));
}

// Segments up to the frame's own; metadata before it may be long, but each segment says how long.
function readJpeg(bytes: Buffer): PictureHeader | 'more' | null {
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1; // a fill byte
      continue;
    }
    if (isFrame(marker)) return sized('image/jpeg', bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5));
    const length = bytes.readUInt16BE(at + 2);
    // The scan or the end before any frame, or a segment shorter than its own length field.
    if (marker === 0xda || marker === 0xd9 || length < 2) return null;
    at += 2 + length;
  }
  return 'more';
}

/** C0–CF but for the tables that share the range: Huffman (C4), reserved (C8), arithmetic (CC). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function readWebp(bytes: Buffer): PictureHeader | 'more' | null {
  if (bytes.length < 30) return 'more';
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8X':
      return sized('image/webp', bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1);
    case 'VP8 ':
      return sized('image/webp', bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff);
    case 'VP8L': {
      const packed = bytes.readUInt32LE(21);
      return sized('image/webp', (packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1);
    }
    default:
      return null;
  }
}

/** Brands of pictures coded with HEVC; `mif1` alone may hold anything, AV1 too, so that one of these must stand beside it. */
const heicBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx']);

// Boxes as ISO base media files have them: ftyp, then meta › iprp › ipco with an `ispe` for each picture inside. Telephones
// cut theirs into tiles and say the whole's size once more: the largest counts.
function readHeic(bytes: Buffer): PictureHeader | 'more' | null {
  const length = bytes.readUInt32BE(0);
  if (length < 16 || length > 256) return null;
  if (bytes.length < length) return 'more';
  const brands = Array.from({ length: length / 4 - 2 }, (_, index) =>
    bytes.toString('latin1', 8 + index * 4, 12 + index * 4),
  );
  if (!brands.some((brand) => heicBrands.has(brand))) return null;

  const meta = findBox(bytes, 'meta', length, bytes.length);
  if (meta === 'more' || meta === null) return meta;
  const iprp = findBox(bytes, 'iprp', meta.from + 4, meta.to); // after meta's version and flags
  if (iprp === 'more' || iprp === null) return null;
  const ipco = findBox(bytes, 'ipco', iprp.from, iprp.to);
  if (ipco === 'more' || ipco === null) return null;
  let largest: PictureHeader | null = null;
  for (let at = ipco.from; ;) {
    const ispe = findBox(bytes, 'ispe', at, ipco.to);
    if (ispe === 'more' || ispe === null || ispe.to - ispe.from < 12) return largest;
    const found = sized('image/heic', bytes.readUInt32BE(ispe.from + 4), bytes.readUInt32BE(ispe.from + 8));
    if (found && (!largest || found.width * found.height > largest.width * largest.height)) largest = found;
    at = ispe.to;
  }
}

/** The content of the first box of that name, whole within the bytes; `more` when one goes beyond them. */
function findBox(bytes: Buffer, name: string, from: number, to: number): { from: number; to: number } | 'more' | null {
  for (let at = from; at < to;) {
    if (at + 8 > to) return 'more';
    const length = bytes.readUInt32BE(at);
    if (length < 8) return null; // to the end of the file, or of 64 bits: no picture's head is like that
    if (at + length > to) return 'more';
    if (bytes.toString('latin1', at + 4, at + 8) === name) return { from: at + 8, to: at + length };
    at += length;
  }
  return to < bytes.length ? null : 'more';
}

function sized(type: PhotoType, width: number, height: number): PictureHeader | null {
  return width > 0 && height > 0 ? { type, width, height } : null;
}
