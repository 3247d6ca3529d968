import { zipSync } from 'fflate';

/** A ZIP of one file. */
export function zipped(name: string, bytes: Uint8Array): Buffer {
  return Buffer.from(zipSync({ [name]: bytes }));
}
