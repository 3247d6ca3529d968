/**
 * A save that came too late: both versions, and what is to be sent to save after all. The page's form is the act's own
 * form again, with the version that is true now: choosing fills its fields, so the use case needs to know nothing of it.
 */
export interface ConflictView {
  /** Where the path to it begins; the inbox if not said. */
  from?: { href: string; name: string };
  /** Its number, or its name. */
  reference: string;
  /** The request's page. */
  href: string;
  /** "la segnalazione", "il sopralluogo": what changed while one was writing. */
  thing: 'request' | 'inspection' | 'question' | 'category';
  changedBy: string;
  /** "oggi, 10:43" */
  changedAt: string;
  /** "responsabile, Strade" */
  changedByRole: string | null;
  you: string;
  /** "oggi, 10:44" */
  savedAt: string;
  /** Changed by both: to be chosen. `field` is the name that the act's form has for it. */
  both: ConflictChoice[];
  /** Changed by one, or shown for comparison: nothing to choose. */
  single: ConflictRow[];
  /** What was being written, still to be sent with the act. */
  draft: { field: string; label: string; text: string } | null;
  /** Steps that saving ends in the same act, those planned meanwhile included: they are named. */
  ends: string[];
  meanwhile: { iso: string; when: string; who: string; what: string }[];
  /** May the act still be done in the state that is true now? If not, only leaving is offered. */
  possible: boolean;
  /** Of the act's form: where it goes and what else it carries (key, the new version, what was typed). */
  action: string;
  hidden: { name: string; value: string }[];
}

export interface ConflictChoice {
  field: string;
  label: string;
  before: string | null;
  /** `value` is what the form sends, `words` what is read. */
  theirs: { value: string; words: string };
  mine: { value: string; words: string };
}

export interface ConflictRow {
  label: string;
  theirs: string;
  mine: string;
  changedBy: 'them' | 'you' | 'nobody';
}
