import { Readable } from 'node:stream';
import { error } from '@sveltejs/kit';
import { parseId, type FileId } from '#lib/kernel/ids.ts';
import { keyOfFile } from '#lib/files/server/file-store.ts';
import { findFile } from '#lib/requests/server/file-of-request.ts';
import { maySeeFile } from '../../may-see-file.ts';
import type { RequestHandler } from './$types';

/** A document as it was sent, always as a download: it never opens inside a page of ours. Who may not see it gets the page for unknown ones. */
export const GET: RequestHandler = async (event) => {
  const { root, municipality } = event.locals;
  const id = parseId<FileId>(event.params.id);
  const document = id && (await findFile(root.web, municipality.id, id, 'document'));
  if (!document || !(await maySeeFile(event, document))) error(404);
  const content = await root.files.open(keyOfFile(municipality.id, id, 'document'));
  if (!content) error(404);
  return new Response(Readable.toWeb(content) as ReadableStream, {
    headers: {
      'content-type': 'application/pdf',
      'content-length': String(document.bytes),
      'content-disposition': `attachment; filename="documento.pdf"; filename*=UTF-8''${encodeURIComponent(document.name)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, max-age=3600',
    },
  });
};
