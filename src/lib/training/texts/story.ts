import type { Language } from '#lib/categories/category.ts';
import type { Answers } from '#lib/categories/question.ts';
import type { Kind, Rating } from '#lib/requests/request.ts';
import type { CategoryKey } from '../practice-categories.ts';
import type { HamletKey } from '../practice-municipality.ts';

export type Author = { name: string; email: string | null; phone: string | null };

/** What was reported and what the offices wrote, without dates. All of it is invented. */
export type Story = {
  hamlet: HamletKey;
  place: string;
  title: string;
  text: string;
  /** only where the real category does not say it, see `alessandria-categories.ts` */
  category?: CategoryKey;
  kind?: Kind;
  language?: Language;
  /** reported from May to September, if there is such a row for it */
  season?: 'summer';
  /** by name where the text needs it, else somebody from the list */
  author?: Author;
  /** ticked as a danger */
  danger?: boolean;
  /** to the questions of its category; left out where nobody was asked */
  answers?: Answers;
  /** what an inspection found; without it nobody goes to look */
  findings?: string;
  /** to the citizen, in the request's language */
  message?: string;
  /** between offices, in Italian */
  note?: string;
};

export type ClosedStory = Story & {
  /** `withdrawn` by the citizen, for the reason in `closing` */
  outcome?: 'solved' | 'declined' | 'redirected' | 'withdrawn';
  closing: string;
  /** whether it helped, said the day after */
  rated?: { helped: Rating; text?: string };
};
