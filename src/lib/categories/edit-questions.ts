import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import { questionLengths, type Question } from './question.ts';

/** `put` adds a question at the end, or replaces the one of its id. */
export type QuestionEdit =
  | { kind: 'put'; question: Question }
  | { kind: 'move'; id: string; by: 'up' | 'down' }
  | { kind: 'remove'; id: string };

/** `depends`: another question is shown by this one's answers, and would be asked never, or before it. */
export type WrongEdit = 'unknown-question' | 'depends' | 'too-many';

type Edited = { ok: true; done: 'added' | 'changed' | 'moved' | 'removed'; questions: Question[] } | Refusal<WrongEdit>;

/** The questions after an edit; each condition names an earlier question with that answer, or the edit is refused. */
export function editQuestions(questions: readonly Question[], edit: QuestionEdit): Edited {
  const edited = apply(questions, edit);
  if (!edited.ok) return edited;
  return conditionsHold(edited.questions) ? edited : refuse('depends');
}

function apply(questions: readonly Question[], edit: QuestionEdit): Edited {
  if (edit.kind === 'put') {
    const at = questions.findIndex(({ id }) => id === edit.question.id);
    if (at !== -1) return { ok: true, done: 'changed', questions: questions.with(at, edit.question) };
    if (questions.length >= questionLengths.questions) return refuse('too-many');
    return { ok: true, done: 'added', questions: [...questions, edit.question] };
  }
  const at = questions.findIndex(({ id }) => id === edit.id);
  const found = questions[at];
  if (!found) return refuse('unknown-question');
  const without = questions.toSpliced(at, 1);
  if (edit.kind === 'remove') return { ok: true, done: 'removed', questions: without };
  const to = Math.min(Math.max(edit.by === 'up' ? at - 1 : at + 1, 0), without.length);
  return { ok: true, done: 'moved', questions: without.toSpliced(to, 0, found) };
}

/** Whether every condition names an earlier question that has the answer. */
export function conditionsHold(questions: readonly Question[]): boolean {
  return questions.every(({ shownBy }, at) => {
    if (shownBy === null) return true;
    const earlier = questions.slice(0, at).find(({ id }) => id === shownBy.question);
    return earlier?.options.some(({ value }) => value === shownBy.value) ?? false;
  });
}
