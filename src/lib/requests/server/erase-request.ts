import type { Act } from '#lib/kernel/act.ts';
import type { Post } from '#lib/kernel/actor.ts';
import type { RequestId, StepId } from '#lib/kernel/ids.ts';
import { mayErase } from '#lib/kernel/permissions.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { eraseContent } from '#lib/trail/server/erase-content.ts';
import { changeSubject } from '#lib/trail/server/subject.ts';
import { lockRequest } from './lock-request.ts';

export type EraseRequest = { request: RequestId; version: number };

/**
 * Forgets what was written on a closed request and who asked (GDPR art. 17; 17.3.b keeps it while the office still works on
 * it): in the tables of state, in the trail's content and in the list of files, all at once. That it was done, by whom of
 * the staff and when, stays provable.
 */
export async function eraseRequest(
  tx: Tx<
    'request' | 'step' | 'office' | 'file' | 'publication' | 'public_photo' | 'public_request' | 'mail_in' | TrailTables
  >,
  act: Act,
  { request, version }: EraseRequest,
): Promise<{ ok: true; parts: number } | Refusal<'not-allowed' | 'wrong-state' | 'changed-meanwhile'>> {
  const current = await lockRequest(tx, act.municipality, request, 'update');
  if (!current || !mayErase(act.actor, current)) return refuse('not-allowed');
  if (current.state !== 'closed') return refuse('wrong-state');

  const as = administratorPost(act);
  // Before the act's own entries: the administrator's name on them stays.
  const parts = await eraseContent(tx, act.municipality, request);
  const erased = await changeSubject(tx, act, 'request', {
    id: request,
    version,
    set: {
      title: '',
      body: '',
      place: '',
      latitude: null,
      longitude: null,
      author_name: '',
      author_email: null,
      author_phone: null,
      author_business: null,
      author_vat: null,
      author_pec: null,
      new_address: null,
      new_address_at: null,
      answers: '[]',
      outcome_text: null,
    },
    entry: { kind: 'content-erased', visibility: 'citizen', request, as, detail: { parts } },
  });
  if (!erased) return refuse('changed-meanwhile');
  await eraseSteps(tx, act, request, as);
  await giveUpPhotos(tx, act, request);
  await takeFromPublic(tx, act, request, as);
  await forgetMail(tx, act, request);
  return { ok: true, parts };
}

/** Nobody's any more: the sweep of abandoned uploads takes rows and bytes, which no transaction could take together. */
async function giveUpPhotos(tx: Tx<'file'>, act: Act, request: RequestId): Promise<void> {
  await tx
    .updateTable('file')
    .set({
      request_id: null,
      step_id: null,
      entry_id: null,
      holder: Buffer.alloc(0),
      name: '',
      uploaded_at: Temporal.Instant.fromEpochMilliseconds(0),
    })
    .where('municipality_id', '=', act.municipality)
    .where('request_id', '=', request)
    .execute();
}

/** Mails about it that the desk had not seen to, or had put aside. */
async function forgetMail(tx: Tx<'mail_in'>, act: Act, request: RequestId): Promise<void> {
  await tx
    .updateTable('mail_in')
    .set({ state: 'aside', sender: '', subject: '', body: '', settled_at: act.at })
    .where('municipality_id', '=', act.municipality)
    .where('request_id', '=', request)
    .where('state', 'in', ['received', 'waiting', 'aside'])
    .execute();
}

/**
 * Off the public pages at once, wording and all; the pictures made of its photos go with the photos. What the public pages read is
 * made anew from what is left, which is nothing.
 */
async function takeFromPublic(
  tx: Tx<'publication' | 'public_photo' | 'public_request' | TrailTables>,
  act: Act,
  request: RequestId,
  as: Post,
): Promise<void> {
  const entry = { kind: 'content-erased', visibility: 'staff', request, as } as const;
  const decided = await tx
    .selectFrom('publication')
    .select(['id', 'version'])
    .where('municipality_id', '=', act.municipality)
    .where('request_id', '=', request)
    .execute();
  for (const { id, version } of decided) {
    const set = { state: 'hidden', title: '', body: '', place: '', earlier: null } as const;
    if (!(await changeSubject(tx, act, 'publication', { id, version, set, entry }))) throw new Error(movedMeanwhile);
  }
  const photos = await tx
    .selectFrom('public_photo')
    .select(['id', 'version'])
    .where('municipality_id', '=', act.municipality)
    .where('request_id', '=', request)
    .execute();
  for (const { id, version } of photos) {
    const set = { state: 'hidden' } as const;
    if (!(await changeSubject(tx, act, 'public_photo', { id, version, set, entry }))) throw new Error(movedMeanwhile);
  }
  await tx
    .deleteFrom('public_request')
    .where('municipality_id', '=', act.municipality)
    .where('request_id', '=', request)
    .execute();
}

const movedMeanwhile = 'a decision about a request moved although the request was locked';

/** The request is locked for update, so nobody else moves a step: its version is read, not expected. */
async function eraseSteps(tx: Tx<'step' | TrailTables>, act: Act, request: RequestId, as: Post): Promise<void> {
  const steps = await tx
    .selectFrom('step')
    .select(['id', 'version', 'kind'])
    .where('municipality_id', '=', act.municipality)
    .where('request_id', '=', request)
    .orderBy('id')
    .execute();
  for (const { id, version, kind } of steps) {
    const erased = await changeSubject(tx, act, 'step', {
      id: id satisfies StepId,
      version,
      set: { planned_note: null, findings: null, answer: null, question: kind === 'question' ? '' : null },
      entry: { kind: 'content-erased', visibility: 'staff', request, as },
    });
    if (!erased) throw new Error('a step moved although its request was locked');
  }
}

function administratorPost({ actor }: Act): Post {
  const post = actor.kind === 'person' && actor.posts.find(({ level }) => level === 'administrator');
  if (!post) throw new Error('only an administrator erases');
  return post;
}
