import { inLanguage } from '#lib/categories/category.ts';
import type { GivenAnswer } from '#lib/categories/question.ts';
import { longDay, type Locale } from './relative-date.ts';
import type { AnswerView } from './views.ts';

/** Question and answer in a reader's language; what somebody typed stays as it was typed. */
export function answerView({ type, label, values, words }: GivenAnswer, locale: Locale): AnswerView {
  const answer =
    words.length > 0
      ? words.map((word) => inLanguage(word, locale)).join(', ')
      : type === 'date'
        ? values.map((day) => longDay(Temporal.PlainDate.from(day), locale)).join(', ')
        : values.join(', ');
  return { question: inLanguage(label, locale), answer };
}
