import { Readable } from 'node:stream';
import { error, type RequestEvent } from '@sveltejs/kit';
import { parseId, type FileId } from '#lib/kernel/ids.ts';
import { may } from '#lib/kernel/permissions.ts';
import { keyOfFile } from '#lib/files/server/file-store.ts';
import { openByToken } from '#lib/requests/server/open-by-secret.ts';
import { findPhoto, type PhotoToShow } from '#lib/requests/server/photo-of-request.ts';
import { draftHolder, readAccess } from '../../citizen-cookies.ts';
import { sessionHolder } from '../../session-holder.ts';
import type { RequestHandler } from './$types';

/** A photo, only as the worker made it anew. Who may not see it gets the page for unknown ones. */
export const GET: RequestHandler = async (event) => {
  const { root, municipality } = event.locals;
  const id = parseId<FileId>(event.params.id);
  const photo = id && (await findPhoto(root.web, municipality.id, id));
  if (!photo || !(await maySee(event, photo))) error(404);
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

async function maySee(event: RequestEvent, { holder, request }: PhotoToShow): Promise<boolean> {
  const { root, municipality, person, sessionToken } = event.locals;
  if (!request) {
    const page = event.url.searchParams.get('richiesta') ?? '';
    const mine = [draftHolder(event), sessionToken === null ? null : sessionHolder(sessionToken, page)];
    return mine.some((digest) => digest?.equals(holder));
  }
  if (person && may(person, 'read', request)) return true;
  const token = readAccess(event, request.reference);
  const citizen = token ? await openByToken(root.web, root.keys, municipality.id, request.reference, token) : null;
  return citizen !== null && may(citizen, 'read', request);
}
