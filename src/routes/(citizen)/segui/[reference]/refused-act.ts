import * as m from '#lib/words/compiled/messages.js';

/** Why an act was not done, where it belongs to no field: a sentence, and what to do. */
export function refusedAct(reason: string): string {
  switch (reason) {
    case 'already-sent':
      return m.follow_refused_already_sent();
    case 'too-many-acts':
      return m.follow_refused_too_many();
    case 'broken-form':
      return m.follow_refused_form();
    case 'too-early':
      return m.follow_refused_too_early();
    case 'too-many-photos':
      return m.follow_refused_photos();
    case 'unknown-file':
      return m.follow_refused_photo_gone();
    default:
      // Somebody else was faster: the page shows what is true now.
      return m.follow_refused_changed();
  }
}
