import type { Act } from '#lib/kernel/act.ts';
import type { CategoryId } from '#lib/kernel/ids.ts';
import { mayOrganise } from '#lib/kernel/permissions.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { changeSubject } from '#lib/trail/server/subject.ts';
import { editQuestions, type QuestionEdit, type WrongEdit } from '../edit-questions.ts';
import { lockCategory } from './categories.ts';

export type ChangeQuestions = { category: CategoryId; version: number; edit: QuestionEdit };

/** Adds, changes, moves or removes one question. What was answered on old requests is kept there and does not change. */
export async function changeQuestions(
  tx: Tx<'category' | TrailTables>,
  act: Act,
  { category, version, edit }: ChangeQuestions,
): Promise<{ ok: true } | Refusal<'not-allowed' | 'unknown-category' | 'changed-meanwhile' | WrongEdit>> {
  if (!mayOrganise(act.actor)) return refuse('not-allowed');
  const current = await lockCategory(tx, act.municipality, category);
  if (!current) return refuse('unknown-category');
  if (current.version !== version) return refuse('changed-meanwhile');
  const edited = editQuestions(current.questions, edit);
  if (!edited.ok) return edited;

  const id = edit.kind === 'put' ? edit.question.id : edit.id;
  const changed = await changeSubject(tx, act, 'category', {
    id: category,
    version,
    set: { questions: JSON.stringify(edited.questions) },
    entry: {
      kind: 'category-changed',
      visibility: 'staff',
      detail: {
        question: {
          done: edited.done,
          before: asJson(current.questions.find((question) => question.id === id)),
          after: asJson(edited.questions.find((question) => question.id === id)),
        },
      },
    },
  });
  return changed ? { ok: true } : refuse('changed-meanwhile');
}

/** As text: facts leave out what is null, a question has a member that may be. */
function asJson(question: object | undefined): string | undefined {
  return question && JSON.stringify(question);
}
