/** What is taken. The form says so before, the upload judges by it, the worker decodes within it. */
export const photoLimits = {
  /** Of one file, as uploaded. */
  bytes: 20 * 1024 * 1024,
  /** Of one report, or of one inspection. */
  count: 5,
  /** Above any telephone of today; a picture with more is made to hurt. */
  pixels: 120_000_000,
  /** The longer side of what is kept. */
  side: 1600,
} as const;

/** Documents beside the photos: a letter, a plan, an estimate. */
export const documentLimits = { bytes: photoLimits.bytes, count: 3 } as const;

/** Of one form: all that it may carry, and a little for the words around. */
export const uploadBytes =
  photoLimits.count * photoLimits.bytes + documentLimits.count * documentLimits.bytes + 1024 * 1024;

/** The media types of photos that are taken; what counts are the first bytes. */
export const photoTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/heic'] as const;
export type PhotoType = (typeof photoTypes)[number];
export const documentType = 'application/pdf';

export type FileKind = 'photo' | 'document';

export function kindOf(mediaType: string): FileKind {
  return mediaType === documentType ? 'document' : 'photo';
}

/** For a file field that offers photos; some systems know HEIC only by another name or by the ending. */
export const photoChoice = [...photoTypes, 'image/heif', '.heic', '.heif'].join(',');
export const attachmentChoice = `${photoChoice},${documentType},.pdf`;
