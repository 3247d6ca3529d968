import type { Outcome } from '#lib/requests/request.ts';

/** Of a category: never public, its words after somebody's look, or at once. */
export type Visibility = 'private' | 'reviewed' | 'public';
/** What the desk decided about the words; `waiting` after an undone decision. */
export type WordingState = 'waiting' | 'shown' | 'facts' | 'hidden';

export type Wording = { title: string; body: string; place: string };

/** All that decides what everybody may see of a request. */
export type PublicSource = {
  visibility: Visibility;
  outcome: Outcome | null;
  /** As the citizen wrote it; all of it empty once it was erased. */
  original: Wording;
  /** The street of the original place, by which it may be told before anybody looked. */
  street: string;
  /** Null while nobody has looked. */
  decided: (Wording & { state: WordingState }) | null;
  photoWaits: boolean;
};

export type PublicView = Wording & {
  /** Whether everybody may see it at all. */
  shown: boolean;
  /** Whether the desk has something to look at. */
  waits: boolean;
};

const nothing = { shown: false, waits: false, title: '', body: '', place: '' } as const;

/** The rule of publication, in one place: lists, page, queue and the citizen's own page follow from it. */
export function publicView({ visibility, outcome, original, street, decided, photoWaits }: PublicSource): PublicView {
  const undecided = decided === null || decided.state === 'waiting';
  if (visibility === 'private' || isErased(original) || decided?.state === 'hidden') return nothing;
  if (outcome === 'withdrawn' && undecided) return nothing;

  if (!undecided) {
    const { title, body, place } = decided.state === 'shown' ? decided : { ...decided, title: '', body: '' };
    return { shown: true, waits: photoWaits, title, body, place };
  }
  const { title, body } = visibility === 'public' ? original : nothing;
  return { shown: true, waits: photoWaits || visibility === 'reviewed', title, body, place: street };
}

function isErased({ title, body, place }: Wording): boolean {
  return title === '' && body === '' && place === '';
}
