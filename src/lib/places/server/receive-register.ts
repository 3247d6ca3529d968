import { createHash } from 'node:crypto';
import { newId, type MunicipalityId, type StreetImportId } from '#lib/kernel/ids.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import { keyOfRegister, type FileStore } from '#lib/files/server/file-store.ts';
import type { ArrivingFile } from '#lib/files/server/read-multipart.ts';
import { judgeRegisterHead } from '../register-file.ts';

/** A file of the register as it lies in the store, not ordered yet. */
export type ReceivedRegister = { id: StreetImportId; fileName: string; bytes: number; sha256: string };

/** Judges a file from its first bytes and stores it as it arrives; what is refused is read to its end and forgotten. */
export async function receiveRegister(
  store: FileStore,
  municipality: MunicipalityId,
  { name, content }: Pick<ArrivingFile, 'name' | 'content'>,
): Promise<({ ok: true } & ReceivedRegister) | Refusal<'not-the-register' | 'too-large'>> {
  // Left without destroying: the rest of the file is still to come.
  const pieces = () => content.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  let head = Buffer.alloc(0);
  let judged: boolean | 'more' = 'more';
  for await (const piece of pieces()) {
    head = Buffer.concat([head, piece]);
    judged = judgeRegisterHead(head);
    if (judged !== 'more') break;
  }
  if (judged !== true) {
    content.resume();
    return refuse('not-the-register');
  }
  const id = newId<StreetImportId>();
  const hash = createHash('sha256');
  let bytes = 0;
  await store.put(keyOfRegister(municipality, id), counted());
  if (content.truncated) {
    await store.delete(keyOfRegister(municipality, id));
    return refuse('too-large');
  }
  return { ok: true, id, fileName: name.split(/[/\\]/).at(-1) ?? '', bytes, sha256: hash.digest('hex') };

  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of whole()) {
      bytes += piece.length;
      hash.update(piece);
      yield piece;
    }
  }

  async function* whole(): AsyncGenerator<Uint8Array> {
    yield head;
    yield* pieces();
  }
}
