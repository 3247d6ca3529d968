import { Readable } from 'node:stream';
import { error } from '@sveltejs/kit';
import { parseId, type PictureId } from '#lib/kernel/ids.ts';
import { keyOfPicture } from '#lib/files/server/file-store.ts';
import { findPublicPicture } from '#lib/publication/server/read-public.ts';
import type { RequestHandler } from './$types';

/** A picture made for the public, while it is shown. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { root, municipality } = locals;
  const id = parseId<PictureId>(params.id);
  const picture = id && (await findPublicPicture(root.web, municipality.id, id));
  const content = picture && (await root.files.open(keyOfPicture(municipality.id, id)));
  if (!content) error(404);
  return new Response(Readable.toWeb(content) as ReadableStream, {
    headers: {
      'content-type': 'image/jpeg',
      'content-length': String(picture.bytes),
      'content-disposition': 'inline; filename="foto.jpg"',
      'content-security-policy': "default-src 'none'; sandbox",
      // The bytes under an id never change, but whether they are shown does: a minute, then it is asked again.
      'cache-control': 'public, max-age=60',
    },
  });
};
