import type { RequestEvent } from '@sveltejs/kit';
import { may } from '#lib/kernel/permissions.ts';
import type { FileToShow } from '#lib/requests/server/file-of-request.ts';
import { openByToken } from '#lib/requests/server/open-by-secret.ts';
import { draftHolder, readAccess } from './citizen-cookies.ts';
import { sessionHolder } from './session-holder.ts';

/** Who uploaded it, while it belongs to nothing; then whoever may read its request, by session or by the request's own cookie. */
export async function maySeeFile(event: RequestEvent, { holder, request }: FileToShow): Promise<boolean> {
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
