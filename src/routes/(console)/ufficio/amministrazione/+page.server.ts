import { error } from '@sveltejs/kit';
import { listForEditing } from '#lib/categories/server/categories.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { root, person } }) => {
  const categories = person && (await listForEditing(root.web, person));
  if (!categories) error(404);
  return { categories: categories.filter(({ active }) => active).length };
};
