import { error } from '@sveltejs/kit';
import { parseReference, writeReference } from '#lib/kernel/reference.ts';
import { inLanguage } from '#lib/categories/category.ts';
import { readPublic } from '#lib/publication/server/read-public.ts';
import { longDay } from '#lib/requests/ui/relative-date.ts';
import type { PageServerLoad } from './$types';

/** What is not there and what is not public is one and the same page. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const { root, municipality, locale } = locals;
  const asked = parseReference(params.reference);
  const request = asked && (await readPublic(root.web, municipality.id, asked));
  if (!request) error(404);
  const reference = writeReference(request.reference);
  const day = (date: Temporal.PlainDate | null) => date && { iso: date.toString(), words: longDay(date, locale) };
  return {
    reference,
    title: request.title,
    body: request.body,
    category: inLanguage(request.category.names, locale),
    categorySlug: request.category.slug,
    place: request.place,
    hamlet: request.hamlet,
    office: request.office,
    stage: request.stage,
    outcome: request.outcome,
    received: day(request.receivedOn),
    taken: day(request.takenOn),
    closed: day(request.closedOn),
    photos: request.photos.map(({ id, width, height }) => ({ src: `/segnalazioni/foto/${id}`, width, height })),
  };
};
