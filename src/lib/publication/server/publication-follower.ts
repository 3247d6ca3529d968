import type { CategoryId, RequestId } from '#lib/kernel/ids.ts';
import type { Follower } from '#lib/trail/server/follower.ts';
import { projectPublic, requestsOfCategories } from './project-public.ts';

/** At most so many requests in one statement: a category with years of them is written in pieces. */
const piece = 500;

/** Keeps what public pages read true to what happened. It recomputes and remembers nothing, so it can begin again at 1. */
export const publicationFollower: Follower = {
  name: 'publication',
  rebuildable: true,
  async digest(tx, municipality, entries) {
    const touched = new Set(entries.flatMap(({ request }): RequestId[] => (request ? [request] : [])));
    const categories = entries.flatMap(({ kind, subject }) =>
      kind === 'category-changed' && subject !== null ? [subject as CategoryId] : [],
    );
    if (categories.length > 0) {
      for (const id of await requestsOfCategories(tx, municipality, categories)) touched.add(id);
    }
    const requests = [...touched];
    for (let from = 0; from < requests.length; from += piece) {
      await projectPublic(tx, municipality, requests.slice(from, from + piece));
    }
  },
};
