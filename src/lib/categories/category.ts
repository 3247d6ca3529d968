import type { CategoryId, OfficeId } from '#lib/kernel/ids.ts';
import type { Term } from '#lib/deadlines/term.ts';

export type Translated = { it: string; en: string; de: string; fr: string };
export type Language = keyof Translated;

/** What a request is about; decides office and term. */
export type Category = {
  id: CategoryId;
  slug: string;
  names: Translated;
  hints: Translated;
  icon: string;
  office: OfficeId;
  term: Term;
};
