import type { RequestEvent } from '@sveltejs/kit';
import { parseReference, writeReference, type Reference } from '#lib/kernel/reference.ts';
import { newFormKey } from '#lib/kernel/server/form-key.ts';
import { readReview } from '#lib/publication/server/read-review.ts';
import * as m from '#lib/words/compiled/messages.js';
import { readQuery } from '../../../read-form.ts';

/** What was just done, as the address of the next page says it: to which request, and to its words or one of its photos. */
export function afterDecision(reference: Reference, thing: string, done: string): Record<string, string> {
  return { fatto: done, di: writeReference(reference), cosa: thing };
}

const doneWords: Record<string, (inputs: { reference: string }) => string> = {
  shown: m.review_done_shown,
  facts: m.review_done_facts,
  hidden: m.review_done_hidden,
  'photo-shown': m.review_done_photo_shown,
  'photo-hidden': m.review_done_photo_hidden,
  edited: m.review_done_edited,
  reset: m.review_done_reset,
  undone: m.review_done_undone,
};

/** The sentence for it, with the form that takes it back while nothing else was decided about the same thing. */
export async function lastDecision({ locals, url }: RequestEvent) {
  const { root, person } = locals;
  const asked = readQuery(url);
  const words = doneWords[asked.get('fatto')];
  const reference = parseReference(asked.get('di'));
  const review = person && words && reference ? await readReview(root.web, person, reference) : null;
  if (!words || !reference || !review) return null;
  const thing = asked.get('cosa');
  const of = thing === 'parole' ? review : review.photos.find(({ id }) => id === thing);
  const written = writeReference(reference);
  return {
    words: words({ reference: written }),
    undo: of?.undoable
      ? { action: `/ufficio/pubblicazione/${written}?/undo`, thing, version: of.version, key: String(newFormKey()) }
      : null,
  };
}
