import type { Act } from '#lib/kernel/act.ts';
import type { FileId, RequestId, StepId } from '#lib/kernel/ids.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { changeSubject } from '#lib/trail/server/subject.ts';
import { stepTransitions } from '../transitions.ts';
import { attachFiles, listReadyFiles, type FileHolder } from './attach-files.ts';
import { lockForCitizen, type NotForAct } from './lock-for-act.ts';
import { roomForPhotos } from './room-for-photos.ts';
import { stepInState } from './step-in-state.ts';

export type AnswerQuestion = {
  request: RequestId;
  step: StepId;
  /** The step's. */
  version: number;
  text: string;
  files: readonly FileId[];
  holder: FileHolder;
};

/** The citizen answers, with photos if they help. Of two answers at once one counts; after the last day none does. */
export async function answerQuestion(
  tx: Tx<'request' | 'step' | 'office' | 'file' | TrailTables>,
  act: Act,
  { request, step, version, text, files, holder }: AnswerQuestion,
): Promise<
  { ok: true } | NotForAct | Refusal<'unknown-step' | 'changed-meanwhile' | 'unknown-file' | 'too-many-photos'>
> {
  const guarded = await lockForCitizen(tx, act, request, 'answer', 'share');
  if (!guarded.ok) return guarded;
  const asked = await stepInState(tx, act, request, step, stepTransitions.answer.from);
  if (!asked.ok) return asked;
  if (asked.dueAt && Temporal.Instant.compare(asked.dueAt, act.at) <= 0) return refuse('changed-meanwhile');
  if (files.length > (await roomForPhotos(tx, act.municipality, request))) return refuse('too-many-photos');
  const ready = await listReadyFiles(tx, act, files, holder);
  const answered = await changeSubject(tx, act, 'step', {
    id: step,
    version,
    set: { state: 'answered', answer: text, done_at: act.at },
    entry: { kind: 'question-answered', visibility: 'citizen', request, text: { answer: text, files: ready } },
  });
  if (!answered) return refuse('changed-meanwhile');
  if (!(await attachFiles(tx, act, { files, listed: ready, holder, request, step, entry: answered.entry })))
    return refuse('unknown-file');
  return { ok: true };
}
