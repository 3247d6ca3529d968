import { writeReference } from '#lib/kernel/reference.ts';
import { inLanguage } from '#lib/categories/category.ts';
import { countPublic, listPublic, type PublicRow } from '#lib/publication/server/list-public.ts';
import { mediumDay } from '#lib/requests/ui/relative-date.ts';
import { mapOf } from '#lib/ui/map/offered-map.ts';
import { readQuery } from '../../read-form.ts';
import { readKey, stageNamesInOrder, stageOfName, writeKey } from './list-address.ts';
import { queryOf, readFilter } from './read-filter.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { root, municipality, locale } = event.locals;
  const { filter, chosen, categories, hamlets, visible } = await readFilter(event);
  const after = readKey(readQuery(event.url).get('da'));
  const [list, counts] = await Promise.all([
    listPublic(root.web, municipality.id, { filter, visible, after }),
    countPublic(root.web, municipality.id, { filter, visible }),
  ]);

  const map = mapOf(root.settings);
  const today = root.clock().toZonedDateTimeISO(municipality.zone).toPlainDate();
  const address = (more: Record<string, string>) => `/segnalazioni${queryOf(chosen, more)}`;
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
    filtered: chosen.categories.length > 0 || chosen.stage !== '' || chosen.hamlet !== '' || chosen.words !== '',
    categories: categories.map(({ id, slug, names }) => ({
      slug,
      name: inLanguage(names, locale),
      count: counts.categories.get(id) ?? 0,
    })),
    stages: stageNamesInOrder.map((name) => ({ name, count: counts.stages.get(stageOfName(name) ?? 'closed') ?? 0 })),
    hamlets: hamlets.map(({ id, name }) => ({ name, count: counts.hamlets.get(id) ?? 0 })),
    next: list.next && last ? address({ da: writeKey({ day: last.receivedOn, reference: last.reference }) }) : null,
    first: after && address({}),
    onMap: map && list.rows.length > 0 ? { map, from: `/segnalazioni/punti${queryOf(chosen)}` } : null,
  };
};
