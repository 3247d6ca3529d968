import type { RequestEvent } from '@sveltejs/kit';
import { listHamlets } from '#lib/places/server/hamlets.ts';
import { listPublicCategories, type PublicFilter } from '#lib/publication/server/list-public.ts';
import { readQuery } from '../../read-form.ts';
import { stageOfName } from './list-address.ts';

const longestWords = 100;

/** What the address of the list asks for; what names nothing here asks nothing. */
export async function readFilter({ locals: { root, municipality }, url }: Pick<RequestEvent, 'locals' | 'url'>) {
  const [categories, hamlets] = await Promise.all([
    listPublicCategories(root.web, municipality.id),
    listHamlets(root.web, municipality.id),
  ]);
  const asked = url.searchParams.getAll('categoria').slice(0, categories.length);
  const query = readQuery(url);
  const stage = query.get('stato');
  const hamlet = query.get('frazione');
  const filter: PublicFilter = {
    categories: categories.filter(({ slug }) => asked.includes(slug)).map(({ id }) => id),
    hamlet: hamlets.find(({ name }) => name === hamlet)?.id ?? null,
    stage: stageOfName(stage),
    words: query.get('q').slice(0, longestWords).trim(),
  };
  const chosen = {
    categories: categories.filter(({ id }) => filter.categories.includes(id)).map(({ slug }) => slug),
    stage: filter.stage === null ? '' : stage,
    hamlet: filter.hamlet === null ? '' : hamlet,
    words: filter.words,
  };
  return { filter, chosen, categories, hamlets, visible: categories.map(({ id }) => id) };
}

/** The address by which `readFilter` reads the same again. */
export function queryOf(
  { categories, stage, hamlet, words }: Awaited<ReturnType<typeof readFilter>>['chosen'],
  more: Record<string, string> = {},
): string {
  const query = new URLSearchParams([
    ...(words === '' ? [] : [['q', words]]),
    ...categories.map((slug) => ['categoria', slug]),
    ...(stage === '' ? [] : [['stato', stage]]),
    ...(hamlet === '' ? [] : [['frazione', hamlet]]),
    ...Object.entries(more),
  ]).toString();
  return query === '' ? '' : `?${query}`;
}
