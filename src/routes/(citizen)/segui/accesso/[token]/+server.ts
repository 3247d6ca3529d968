import { redirect } from '@sveltejs/kit';
import { writeReference } from '#lib/kernel/reference.ts';
import { readLinkToken } from '#lib/requests/link-token.ts';
import { openByToken } from '#lib/requests/server/open-by-secret.ts';
import { giveAccess } from '../../../../citizen-cookies.ts';
import type { RequestHandler } from './$types';

/** Pages of the request that a mail leads to. */
const within = new Set(['avvisi', 'ricevuta']);

/**
 * The link of a mail: the secret moves from the address to a cookie, and the address is left behind. It changes nothing
 * else, since programs that look into mails open links too.
 */
export const GET: RequestHandler = async (event) => {
  const { root, municipality } = event.locals;
  event.setHeaders({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  const link = readLinkToken(event.params.token);
  const citizen = link && (await openByToken(root.web, root.keys, municipality.id, link.reference, link.token));
  if (!citizen) redirect(303, '/segui');
  giveAccess(event, link.reference, link.token);
  const to = event.url.searchParams.get('vai') ?? '';
  redirect(303, `/segui/${writeReference(link.reference)}${within.has(to) ? `/${to}` : ''}`);
};
