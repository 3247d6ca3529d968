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

/** Of one form: all its photos, and a little for the words around them. */
export const uploadBytes = photoLimits.count * photoLimits.bytes + 1024 * 1024;

/** The media types that a file field offers; what counts are the first bytes. */
export const photoTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type PhotoType = (typeof photoTypes)[number];
