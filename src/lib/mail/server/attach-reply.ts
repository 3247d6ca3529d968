import type { Act } from '#lib/kernel/act.ts';
import type { FileId, MailInId, RequestId, StepId } from '#lib/kernel/ids.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { answerQuestion } from '#lib/requests/server/answer-question.ts';
import { sendPhotos } from '#lib/requests/server/send-photos.ts';
import { writeToOffice } from '#lib/requests/server/write-to-office.ts';

export type AttachReply = {
  mail: MailInId;
  request: RequestId;
  text: string;
  files: readonly FileId[];
  holder: string;
  /** The open question whose mail this answers. */
  question: { step: StepId; version: number } | null;
};

type Tables = 'mail_in' | 'request' | 'step' | 'office' | 'file' | TrailTables;

/**
 * The citizen's mail becomes what they would have done on their page: an answer, photos with a few words, or a message. The
 * mail's own row is its key: of two readers of the same mail one finds it settled.
 */
export async function attachReply(
  tx: Tx<Tables>,
  act: Act,
  reply: AttachReply,
): Promise<{ ok: true } | Refusal<'settled' | 'not-allowed' | 'wrong-state' | 'refused' | 'files'>> {
  const taken = await tx
    .updateTable('mail_in')
    .set({ state: 'attached', request_id: reply.request, sender: '', subject: '', body: '', settled_at: act.at })
    .where('municipality_id', '=', act.municipality)
    .where('id', '=', reply.mail)
    .where('state', '=', 'received')
    .executeTakeFirst();
  if (taken.numUpdatedRows === 0n) return refuse('settled');
  const said = await say(tx, act, reply);
  if (said.ok || said.reason === 'not-allowed' || said.reason === 'wrong-state') return said;
  return refuse(reply.files.length > 0 ? 'files' : 'refused');
}

async function say(tx: Tx<Tables>, act: Act, { request, text, files, holder, question }: AttachReply) {
  if (question) return answerQuestion(tx, act, { request, ...question, text, files, holder });
  if (files.length > 0) return sendPhotos(tx, act, { request, text: text === '' ? null : text, files, holder });
  return writeToOffice(tx, act, { request, text });
}
