import { error } from '@sveltejs/kit';
import { parseReference, writeReference } from '#lib/kernel/reference.ts';
import { newFormKey } from '#lib/kernel/server/form-key.ts';
import { inLanguage } from '#lib/categories/category.ts';
import { readPublic } from '#lib/publication/server/read-public.ts';
import { longDay } from '#lib/requests/ui/relative-date.ts';
import { countWatchers } from '#lib/watching/server/list-watchers.ts';
import { hasUnsentReport } from '../../servizi/segnalazione-disservizio/nuova/draft-of-event.ts';
import { ASKED, askByForm } from './watch-form.ts';
import type { Actions, PageServerLoad } from './$types';

/** What is not there and what is not public is one and the same page. */
export const load: PageServerLoad = async (event) => {
  const { locals, params } = event;
  const { root, municipality, locale } = locals;
  const asked = parseReference(params.reference);
  const request = asked && (await readPublic(root.web, municipality.id, asked));
  if (!request) error(404);
  const reference = writeReference(request.reference);
  const open = request.stage !== 'closed';
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
    watch: open ? { key: newFormKey() } : null,
    watchers: open ? ((await countWatchers(root.web, municipality.id, [request.reference])).get(reference) ?? 0) : 0,
    /** Somebody has just asked to be told, and looks into their mail; with a report of their own they may think that both went. */
    askedBy: event.url.searchParams.has(ASKED) ? { unsentReport: await hasUnsentReport(event) } : null,
  };
};

export const actions: Actions = { segui: askByForm };
