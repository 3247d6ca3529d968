import { writeReference } from '#lib/kernel/reference.ts';
import { inLanguage } from '#lib/categories/category.ts';
import { listHamlets } from '#lib/places/server/hamlets.ts';
import {
  countPublic,
  listPublic,
  listPublicCategories,
  type PublicFilter,
  type PublicRow,
} from '#lib/publication/server/list-public.ts';
import { mediumDay } from '#lib/requests/ui/relative-date.ts';
import { readQuery } from '../../read-form.ts';
import { readKey, stageNamesInOrder, stageOfName, writeKey } from './list-address.ts';
import type { PageServerLoad } from './$types';

const longestWords = 100;

export const load: PageServerLoad = async ({ locals, url }) => {
  const { root, municipality, locale } = locals;
  const [categories, hamlets] = await Promise.all([
    listPublicCategories(root.web, municipality.id),
    listHamlets(root.web, municipality.id),
  ]);
  const asked = url.searchParams.getAll('categoria').slice(0, categories.length);
  const query = readQuery(url);
  const stage = query.get('stato');
  const hamlet = query.get('frazione');
  const words = query.get('q').slice(0, longestWords).trim();
  const filter: PublicFilter = {
    categories: categories.filter(({ slug }) => asked.includes(slug)).map(({ id }) => id),
    hamlet: hamlets.find(({ name }) => name === hamlet)?.id ?? null,
    stage: stageOfName(stage),
    words,
  };
  const after = readKey(query.get('da'));
  const visible = categories.map(({ id }) => id);
  const [list, counts] = await Promise.all([
    listPublic(root.web, municipality.id, { filter, visible, after }),
    countPublic(root.web, municipality.id, { filter, visible }),
  ]);

  const today = root.clock().toZonedDateTimeISO(municipality.zone).toPlainDate();
  const chosen = {
    categories: categories.filter(({ id }) => filter.categories.includes(id)).map(({ slug }) => slug),
    stage: filter.stage === null ? '' : stage,
    hamlet: filter.hamlet === null ? '' : hamlet,
    words,
  };
  const address = (more: Record<string, string>) => addressOf(chosen, more);
  const last = list.rows.at(-1);
  const toView = (row: PublicRow) => {
    const category = categories.find(({ id }) => id === row.category);
    const reference = writeReference(row.reference);
    return {
      reference,
      href: `/segnalazioni/${reference}`,
      title: row.title,
      category: category ? inLanguage(category.names, locale) : '',
      icon: category?.icon ?? '',
      place: [row.place, hamlets.find(({ id }) => id === row.hamlet)?.name].filter(Boolean).join(', '),
      stage: row.stage,
      outcome: row.outcome,
      day: mediumDay(row.receivedOn, today, locale),
      iso: row.receivedOn.toString(),
    };
  };
  return {
    rows: list.rows.map(toView),
    total: counts.total,
    chosen,
    filtered: chosen.categories.length > 0 || chosen.stage !== '' || chosen.hamlet !== '' || words !== '',
    categories: categories.map(({ id, slug, names }) => ({
      slug,
      name: inLanguage(names, locale),
      count: counts.categories.get(id) ?? 0,
    })),
    stages: stageNamesInOrder.map((name) => ({ name, count: counts.stages.get(stageOfName(name) ?? 'closed') ?? 0 })),
    hamlets: hamlets.map(({ id, name }) => ({ name, count: counts.hamlets.get(id) ?? 0 })),
    next: list.next && last ? address({ da: writeKey({ day: last.receivedOn, reference: last.reference }) }) : null,
    first: after && address({}),
  };
};

function addressOf(
  { categories, stage, hamlet, words }: { categories: string[]; stage: string; hamlet: string; words: string },
  more: Record<string, string>,
): string {
  const query = new URLSearchParams([
    ...(words === '' ? [] : [['q', words]]),
    ...categories.map((slug) => ['categoria', slug]),
    ...(stage === '' ? [] : [['stato', stage]]),
    ...(hamlet === '' ? [] : [['frazione', hamlet]]),
    ...Object.entries(more),
  ]).toString();
  return query === '' ? '/segnalazioni' : `/segnalazioni?${query}`;
}
