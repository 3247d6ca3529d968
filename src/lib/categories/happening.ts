import * as m from '#lib/words/compiled/messages.js';
import { languages, type Category, type Translated } from './category.ts';
import type { Question } from './question.ts';

/** Everything that a category asks: first of all, where it is a dangerous one, whether it is happening now. */
export function questionsOf({ id, danger, questions }: Pick<Category, 'id' | 'danger' | 'questions'>): Question[] {
  return danger ? [happening(id), ...questions] : [...questions];
}

function happening(category: string): Question {
  return {
    id: `adesso-${category}`,
    type: 'choice',
    label: inAll(m.report_happening),
    help: inAll(m.report_happening_hint),
    required: true,
    options: [
      { value: 'si', label: inAll(m.report_happening_yes) },
      { value: 'no', label: inAll(m.report_happening_no) },
    ],
    longest: 0,
    shownBy: null,
  };
}

function inAll(words: typeof m.report_happening): Translated {
  const [it, en, de, fr] = languages.map((locale): string => words({}, { locale })) as [string, string, string, string];
  return { it, en, de, fr };
}
