import { redirect } from '@sveltejs/kit';
import { linkNames, readTimedLink } from '#lib/requests/link-token.ts';
import { readWatchLink } from '#lib/watching/watch-link.ts';
import { giveLink } from '../../../../../citizen-cookies.ts';
import type { RequestHandler } from './$types';

/** A link that asks for something: its token moves to a cookie of the page that asks. Opening it does nothing. */
export const GET: RequestHandler = (event) => {
  event.setHeaders({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  const name = Object.values(linkNames).find((known) => known === event.params.name);
  if (!name) redirect(303, '/segui');
  const read = name === linkNames.watch ? readWatchLink : readTimedLink;
  if (read(event.params.token)) giveLink(event, name, event.params.token);
  redirect(303, `/segui/${name}`);
};
