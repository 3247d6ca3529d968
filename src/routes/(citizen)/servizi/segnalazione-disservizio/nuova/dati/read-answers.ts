import type { Category } from '#lib/categories/category.ts';
import { questionsOf } from '#lib/categories/happening.ts';
import { questionLengths, type Answers } from '#lib/categories/question.ts';
import { controlOf } from './control-names.ts';

/**
 * The answers of this form and, of questions that did not stand on it, those of before: who tries another category and comes
 * back finds them again. Only questions that there are: nobody fills a draft with names of their own.
 */
export function readAnswers(
  form: { all(name: string): readonly string[] },
  before: Answers,
  categories: readonly Category[],
): { answers: Answers; asked: readonly string[] } {
  const known = new Set(categories.flatMap((category) => questionsOf(category).map(({ id }) => id)));
  const asked = [...new Set(form.all('asked'))].filter((id) => known.has(id));
  const kept = Object.entries(before).filter(([id]) => known.has(id) && !asked.includes(id));
  const now = asked.map((id): [string, readonly string[]] => [
    id,
    form
      .all(controlOf(id))
      .slice(0, questionLengths.options)
      .map((text) => text.trim().slice(0, 10_000)),
  ]);
  return { answers: Object.fromEntries([...kept, ...now]), asked };
}
