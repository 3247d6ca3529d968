import { redirect } from '@sveltejs/kit';
import { findDraft } from '../draft-of-event.ts';
import { paths } from '../paths.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  const held = await findDraft(event);
  if (!held?.draft.sent) redirect(303, paths.terms);
  return { reference: held.draft.sent.reference };
};
