import type { CategoryId, OfficeId, PersonId } from '#lib/kernel/ids.ts';
import type { Term } from '#lib/deadlines/term.ts';
import type { Question } from './question.ts';

export type Translated = { it: string; en: string; de: string; fr: string };
export type Language = keyof Translated;
export const languages = ['it', 'en', 'de', 'fr'] as const satisfies readonly Language[];

/** Of its requests on the public list: nothing; what and where, words after somebody's look; words at once. */
export const visibilities = ['private', 'reviewed', 'public'] as const;
export type Visibility = (typeof visibilities)[number];

/** By which people find it, in each language. */
export type Keywords = Record<Language, readonly string[]>;

/** What an administrator decides about a category. */
export type CategorySettings = {
  names: Translated;
  hints: Translated;
  keywords: Keywords;
  icon: string;
  /** What stands above it; a category with others below it is a heading, which nobody chooses. */
  parent: CategoryId | null;
  office: OfficeId;
  term: Term;
  /** Every request of it is a danger. */
  danger: boolean;
  /** The term of a danger, counted through nights and feasts. */
  dangerHours: number;
  /** Whom a danger names, until there is a roster. */
  onCall: PersonId | null;
  /** Whether citizens read name and telephone of the person on call; else they read the office. */
  onCallPublic: boolean;
  visibility: Visibility;
  /** Nobody has to say who they are. */
  contactOptional: boolean;
  /** Inactive ones stay on old requests and take no new ones. */
  active: boolean;
};

/** What a request is about; decides office, term and what is asked. */
export type Category = CategorySettings & {
  id: CategoryId;
  version: number;
  /** The name in addresses and imports, never shown. */
  slug: string;
  position: number;
  questions: readonly Question[];
};

export const categoryLengths = { name: 120, hint: 160, keyword: 40, keywords: 60 } as const;

/** In a reader's language; what nobody has translated stands in Italian. */
export function inLanguage(words: Translated, language: Language): string {
  return words[language] === '' ? words.it : words[language];
}
