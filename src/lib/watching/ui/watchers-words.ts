import * as m from '#lib/words/compiled/messages.js';

/** "La seguono in 4": how many, never who. */
export function watchersWords(count: number): string {
  return count === 1 ? m.watchers_one() : m.watchers_many({ count });
}

/** The same for the staff, among whom "to follow" is to have it in charge. */
export function watchersForStaff(count: number): string {
  return count === 1 ? m.console_watchers_one() : m.console_watchers_many({ count });
}
