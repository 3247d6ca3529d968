import type { AnswerProblem, AnswerProblems } from '#lib/categories/question.ts';
import * as m from '#lib/words/compiled/messages.js';
import type { CategoryView } from './category-view.ts';
import { controlOf } from './control-names.ts';

/** What is missing or wrong in the answers to a category's questions, in the order of the page. */
export function answerErrors(
  category: CategoryView | undefined,
  problems: AnswerProblems,
): { field: string; message: string }[] {
  return (category?.questions ?? []).flatMap(({ id, label, longest }) => {
    const problem = problems[id];
    return problem ? [{ field: controlOf(id), message: sentences[problem]({ label, limit: longest }) }] : [];
  });
}

const sentences: Record<AnswerProblem, (of: { label: string; limit: number }) => string> = {
  missing: m.report_answer_missing,
  'too-long': m.report_problem_too_long,
  'not-a-number': m.report_answer_not_a_number,
  'not-a-date': m.report_answer_not_a_date,
  unknown: m.report_answer_missing,
};
