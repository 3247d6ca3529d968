import { writeReference } from '#lib/kernel/reference.ts';
import { inLanguage } from '#lib/categories/category.ts';
import { listPublicPoints } from '#lib/publication/server/list-public-points.ts';
import { outcomeWord, stageWord } from '#lib/requests/ui/stage-words.ts';
import { readFilter } from '../read-filter.ts';
import type { RequestHandler } from './$types';

/** What the map of the list shows, by the list's own filters and in the reader's language. */
export const GET: RequestHandler = async (event) => {
  const { root, municipality, locale } = event.locals;
  const { filter, visible } = await readFilter(event);
  const { points, more } = await listPublicPoints(root.web, municipality.id, { filter, visible });
  const requests = points.map(({ reference, title, category, stage, outcome, latitude, longitude }) => {
    const kind = inLanguage(category, locale);
    const state = stage === 'closed' && outcome ? outcomeWord(outcome, locale) : stageWord(stage, locale);
    return {
      href: `/segnalazioni/${writeReference(reference)}`,
      title: title || kind,
      about: [title ? kind : '', state].filter(Boolean).join(' · '),
      latitude,
      longitude,
    };
  });
  // One reader's for a minute: going back and forth asks once, and what the desk hides is soon gone here too.
  const headers = { 'cache-control': 'private, max-age=60', vary: 'accept-language, cookie' };
  return Response.json({ requests, more }, { headers });
};
