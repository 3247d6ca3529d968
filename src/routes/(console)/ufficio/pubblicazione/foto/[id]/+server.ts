import { Readable } from 'node:stream';
import { error } from '@sveltejs/kit';
import { parseId, type PictureId } from '#lib/kernel/ids.ts';
import { keyOfPicture } from '#lib/files/server/file-store.ts';
import { findReviewPicture } from '#lib/publication/server/read-review.ts';
import type { RequestHandler } from './$types';

/** A picture made for the public, for its reviewer: also before it is shown. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { root, municipality, person } = locals;
  const id = parseId<PictureId>(params.id);
  const picture = person && id && (await findReviewPicture(root.web, person, id));
  const content = picture && (await root.files.open(keyOfPicture(municipality.id, id)));
  if (!content) error(404);
  return new Response(Readable.toWeb(content) as ReadableStream, {
    headers: {
      'content-type': 'image/jpeg',
      'content-length': String(picture.bytes),
      'content-disposition': 'inline; filename="foto.jpg"',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, max-age=3600',
    },
  });
};
