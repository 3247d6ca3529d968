import * as m from '#lib/words/compiled/messages.js';

const words = {
  risposta: m.follow_done_answer,
  messaggio: m.follow_done_write,
  foto: m.follow_done_photos,
  sollecito: m.follow_done_remind,
  ritirata: m.follow_done_withdraw,
  riaperta: m.follow_done_reopen,
  utile: m.follow_done_rate,
} as const;

/** What was just done, as the address says it after a form; null without one, and for anything else that stands there. */
export function doneWords(done: string | null): string | null {
  return done !== null && Object.hasOwn(words, done) ? words[done as keyof typeof words]() : null;
}
