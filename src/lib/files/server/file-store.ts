import type { Readable } from 'node:stream';
import type { FileId, MunicipalityId, PictureId, StreetImportId } from '#lib/kernel/ids.ts';
import { openLocalFolder } from './local-folder.ts';

/** Where bytes are kept, by key: a folder now, any S3 later. Keys are ours, never a person's words. */
export interface FileStore {
  /** Whole or not at all: a reader never meets half of it. Replaces what was there. */
  put(key: FileKey, content: AsyncIterable<Uint8Array>): Promise<void>;
  /** Null when there is none. */
  open(key: FileKey): Promise<Readable | null>;
  /** Also when there is none. */
  delete(key: FileKey): Promise<void>;
}

declare const brand: unique symbol;
export type FileKey = string & { readonly [brand]: 'file-key' };

/** `original` is what was uploaded, until a worker has looked at it; `picture` and `document` what is shown. */
export type FileForm = 'original' | 'picture' | 'document';
const endings: Record<FileForm, string> = { original: 'original', picture: 'jpg', document: 'pdf' };

/** By municipality first, so that one can be moved or removed whole. A uuid's end is random: folders stay small. */
export function keyOfFile(municipality: MunicipalityId, id: FileId, form: FileForm): FileKey {
  return `${String(municipality)}/${id.slice(-2)}/${id}.${endings[form]}` as FileKey;
}

/** A picture made for the public: under an id of its own, so that neither address nor bytes lead to the photo. */
export function keyOfPicture(municipality: MunicipalityId, id: PictureId): FileKey {
  return `${String(municipality)}/${id.slice(-2)}/${id}.public.jpg` as FileKey;
}

/** A file of the register of streets, until a worker has read it. */
export function keyOfRegister(municipality: MunicipalityId, id: StreetImportId): FileKey {
  return `${String(municipality)}/${id.slice(-2)}/${id}.register` as FileKey;
}

export async function deleteForms(store: FileStore, municipality: MunicipalityId, id: FileId): Promise<void> {
  for (const form of Object.keys(endings) as FileForm[]) await store.delete(keyOfFile(municipality, id, form));
}

/** `file:///…`, as the settings' parser has checked. */
export function openFileStore(url: string): FileStore {
  return openLocalFolder(new URL(url));
}

export async function readWhole(content: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
