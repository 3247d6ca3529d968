import * as m from '#lib/words/compiled/messages.js';

/** What was just done, in one sentence. */
export function doneWords(name: string | null): string | null {
  const words: Partial<Record<string, () => string>> = {
    aggiunta: m.admin_done_added,
    salvata: m.admin_done_saved,
    ordine: m.admin_done_moved,
    domanda: m.admin_done_question,
    numeri: m.admin_done_numbers,
    testo: m.admin_done_text,
    vie: m.admin_done_streets,
  };
  return words[name ?? '']?.() ?? null;
}
