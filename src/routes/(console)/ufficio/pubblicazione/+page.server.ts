import { error, redirect } from '@sveltejs/kit';
import { parseReference, writeReference } from '#lib/kernel/reference.ts';
import { countWaiting, nextWaiting } from '#lib/publication/server/read-review.ts';
import { readQuery } from '../../../read-form.ts';
import { lastDecision } from './last-decision.ts';
import { readKeys } from './review-cookies.ts';
import type { PageServerLoad } from './$types';

/** The queue is gone through one request at a time: here is its beginning, and its end. */
export const load: PageServerLoad = async (event) => {
  const { root, person } = event.locals;
  const waiting = person && (await countWaiting(root.web, person));
  if (!person || waiting === null) error(404);
  const skipped = parseReference(readQuery(event.url).get('dopo'));
  const next = await nextWaiting(root.web, person, skipped);
  if (next) {
    const said = new URLSearchParams(event.url.searchParams);
    said.delete('dopo');
    const query = said.size > 0 ? `?${said.toString()}` : '';
    redirect(303, `/ufficio/pubblicazione/${writeReference(next)}${query}`);
  }
  return { waiting, last: await lastDecision(event), keys: readKeys(event) };
};
