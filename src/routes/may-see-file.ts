import type { RequestEvent } from '@sveltejs/kit';
import { may } from '#lib/kernel/permissions.ts';
import { parseReference } from '#lib/kernel/reference.ts';
import type { FileToShow } from '#lib/requests/server/file-of-request.ts';
import { openByToken } from '#lib/requests/server/open-by-secret.ts';
import { draftHolder, readAccess } from './citizen-cookies.ts';
import { citizenHolder } from './citizen-holder.ts';
import { sessionHolder } from './session-holder.ts';

/** Of a photo chosen on the follow page: its address says for which request and in which form. */
function followedHolder(event: RequestEvent): Buffer | null {
  const reference = parseReference(event.url.searchParams.get('segui') ?? '');
  const token = reference && readAccess(event, reference);
  return token ? citizenHolder(token, event.url.searchParams.get('per') ?? '') : null;
}

/** Who uploaded it, while it belongs to nothing; then whoever may read its request, by session or by the request's own cookie. */
export async function maySeeFile(event: RequestEvent, { holder, request }: FileToShow): Promise<boolean> {
  const { root, municipality, person, sessionToken } = event.locals;
  if (!request) {
    const page = event.url.searchParams.get('richiesta') ?? '';
    const mine = [draftHolder(event), sessionToken === null ? null : sessionHolder(sessionToken, page)];
    return [...mine, followedHolder(event)].some((digest) => digest?.equals(holder));
  }
  if (person && may(person, 'read', request)) return true;
  const token = readAccess(event, request.reference);
  const citizen = token ? await openByToken(root.web, root.keys, municipality.id, request.reference, token) : null;
  return citizen !== null && may(citizen, 'read', request);
}
