import type { Act } from '#lib/kernel/act.ts';
import type { FileId, RequestId, StepId } from '#lib/kernel/ids.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { changeSubject } from '#lib/trail/server/subject.ts';
import { stepTransitions } from '../transitions.ts';
import { attachFiles, listReadyFiles, type FileHolder } from './attach-files.ts';
import { lockForAct, type NotForAct } from './lock-for-act.ts';
import { stepInState } from './step-in-state.ts';

type StepTables = 'request' | 'step' | 'office' | TrailTables;
/** `version` is the step's, not the request's: people work on several steps of one request at once. */
type OfStep = { request: RequestId; step: StepId; version: number };
type NotForStep = NotForAct | Refusal<'changed-meanwhile' | 'unknown-step'>;

export type DoInspection = OfStep & { findings: string; files: readonly FileId[]; holder: FileHolder };

/** Done, with what was found and the photos of it; the citizen reads both. */
export async function doInspection(
  tx: Tx<StepTables | 'file'>,
  act: Act,
  { request, step, version, findings, files, holder }: DoInspection,
): Promise<{ ok: true } | NotForStep | Refusal<'unknown-file'>> {
  const guarded = await lockForAct(tx, act, request, 'do-inspection', 'share');
  if (!guarded.ok) return guarded;
  const planned = await stepInState(tx, act, request, step, stepTransitions['do-inspection'].from);
  if (!planned.ok) return planned;
  const ready = await listReadyFiles(tx, act, files, holder);
  const done = await changeSubject(tx, act, 'step', {
    id: step,
    version,
    set: { state: 'done', findings, done_at: act.at },
    entry: {
      kind: 'inspection-done',
      visibility: 'citizen',
      request,
      as: guarded.as,
      text: { findings, files: ready },
    },
  });
  if (!done) return refuse('changed-meanwhile');
  if (!(await attachFiles(tx, act, { files, listed: ready, holder, request, step, entry: done.entry })))
    return refuse('unknown-file');
  return { ok: true };
}

export type CancelInspection = OfStep & { reason: string };

export async function cancelInspection(
  tx: Tx<StepTables>,
  act: Act,
  { request, step, version, reason }: CancelInspection,
): Promise<{ ok: true } | NotForStep> {
  const guarded = await lockForAct(tx, act, request, 'cancel-inspection', 'share');
  if (!guarded.ok) return guarded;
  const planned = await stepInState(tx, act, request, step, stepTransitions['cancel-inspection'].from);
  if (!planned.ok) return planned;
  const cancelled = await changeSubject(tx, act, 'step', {
    id: step,
    version,
    set: { state: 'cancelled' },
    entry: { kind: 'inspection-cancelled', visibility: 'citizen', request, as: guarded.as, text: { reason } },
  });
  return cancelled ? { ok: true } : refuse('changed-meanwhile');
}
