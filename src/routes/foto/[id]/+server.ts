import { Readable } from 'node:stream';
import { error } from '@sveltejs/kit';
import { parseId, type FileId } from '#lib/kernel/ids.ts';
import { keyOfFile } from '#lib/files/server/file-store.ts';
import { findFile } from '#lib/requests/server/file-of-request.ts';
import { maySeeFile } from '../../may-see-file.ts';
import type { RequestHandler } from './$types';

/** A photo, only as the worker made it anew. Who may not see it gets the page for unknown ones. */
export const GET: RequestHandler = async (event) => {
  const { root, municipality } = event.locals;
  const id = parseId<FileId>(event.params.id);
  const photo = id && (await findFile(root.web, municipality.id, id, 'photo'));
  if (!photo || !(await maySeeFile(event, photo))) error(404);
  const content = await root.files.open(keyOfFile(municipality.id, id, 'picture'));
  if (!content) error(404);
  return new Response(Readable.toWeb(content) as ReadableStream, {
    headers: {
      'content-type': 'image/jpeg',
      'content-length': String(photo.bytes),
      'content-disposition': 'inline; filename="foto.jpg"',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      // The bytes under an id never change; whoever sits down at this browser next asks anew.
      'cache-control': 'private, max-age=3600',
    },
  });
};
