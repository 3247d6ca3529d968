import { inLanguage, type Category, type Translated } from '#lib/categories/category.ts';
import { questionsOf } from '#lib/categories/happening.ts';
import type { Locale } from '#lib/words/compiled/runtime.js';

export type CategoryView = ReturnType<typeof categoryView>;
export type QuestionView = CategoryView['questions'][number];

/** A category as the form shows it, in the reader's language. */
export function categoryView(category: Category & { heading: Translated | null }, locale: Locale) {
  const { id, names, hints, icon, heading, keywords, danger, contactOptional } = category;
  return {
    id: id as string,
    name: inLanguage(names, locale),
    hint: inLanguage(hints, locale),
    icon,
    heading: heading && inLanguage(heading, locale),
    // Who lives here may write in Italian whatever the page's language.
    keywords: [...new Set([...keywords[locale], ...keywords.it])].join(' '),
    danger,
    contactOptional,
    questions: questionsOf(category).map((question) => ({
      ...question,
      label: inLanguage(question.label, locale),
      help: inLanguage(question.help, locale),
      options: question.options.map(({ value, label }) => ({ value, label: inLanguage(label, locale) })),
    })),
  };
}
