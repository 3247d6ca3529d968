import * as m from '#lib/words/compiled/messages.js';

/** "La seguono in 4": how many, never who. */
export function watchersWords(count: number): string {
  return count === 1 ? m.watchers_one() : m.watchers_many({ count });
}
