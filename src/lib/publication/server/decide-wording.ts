import type { Act } from '#lib/kernel/act.ts';
import { newId, type PublicationId, type RequestId } from '#lib/kernel/ids.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { Tx } from '#lib/kernel/server/database.ts';
import { changeSubject, createSubject } from '#lib/trail/server/subject.ts';
import type { Wording, WordingState } from '../public-view.ts';
import { lockForReview, reviewerOf, type ReviewTables } from './lock-for-review.ts';
import { projectPublic } from './project-public.ts';

export type DecideWording = {
  request: RequestId;
  /** Of the publication, 0 while nobody has decided. */
  version: number;
  /** With these words, with its facts alone, or not at all. */
  decision: Exclude<WordingState, 'waiting'>;
  wording: Wording;
};

/** What everybody may read of a request. The citizen's own words stay as they are. */
export async function decideWording(
  tx: Tx<ReviewTables>,
  act: Act,
  { request, version, decision, wording }: DecideWording,
): Promise<{ ok: true; version: number } | Refusal<'not-allowed' | 'changed-meanwhile'>> {
  const guarded = await lockForReview(tx, act, request);
  if (!guarded.ok) return guarded;
  const current = await readPublication(tx, act, request);
  if ((current?.version ?? 0) !== version) {
    // Somebody else decided the very same: nothing to tell anybody off for.
    const same = current?.state === decision && isSame(current, wording);
    return same ? { ok: true, version: current.version } : refuse('changed-meanwhile');
  }
  const { title, body, place } = wording;
  const set = { state: decision, title, body, place, ...reviewerOf(act) };
  const entry = {
    kind: 'publication-decided',
    visibility: 'staff',
    request,
    as: guarded.as,
    detail: { decision },
    ...(decision === 'hidden' ? {} : { text: decision === 'shown' ? { title, body, place } : { place } }),
  } as const;
  if (current === undefined) {
    // Undone, it waits again with the words that were already made.
    const earlier = JSON.stringify({ state: 'waiting', title, body, place } satisfies Earlier);
    await createSubject(tx, act, 'publication', {
      id: newId<PublicationId>(),
      set: { request_id: request, ...set, earlier },
      entry,
    });
  } else {
    const { id, version: _version, ...before } = current;
    const earlier = JSON.stringify(before satisfies Earlier);
    const changed = await changeSubject(tx, act, 'publication', { id, version, set: { ...set, earlier }, entry });
    if (!changed) throw new Error('a publication moved although its request was locked');
  }
  await projectPublic(tx, act.municipality, [request]);
  return { ok: true, version: version + 1 };
}

export type UndoWording = { request: RequestId; version: number };

/** Takes the last decision back, once. */
export async function undoWording(
  tx: Tx<ReviewTables>,
  act: Act,
  { request, version }: UndoWording,
): Promise<{ ok: true } | Refusal<'not-allowed' | 'changed-meanwhile'>> {
  const guarded = await lockForReview(tx, act, request);
  if (!guarded.ok) return guarded;
  const current = await tx
    .selectFrom('publication')
    .select(['id', 'earlier'])
    .where('municipality_id', '=', act.municipality)
    .where('request_id', '=', request)
    .executeTakeFirst();
  if (!current?.earlier) return refuse('changed-meanwhile');
  const { state, title, body, place } = JSON.parse(current.earlier) as Earlier;
  const undone = await changeSubject(tx, act, 'publication', {
    id: current.id,
    version,
    set: { state, title, body, place, earlier: null, ...reviewerOf(act) },
    entry: { kind: 'publication-undone', visibility: 'staff', request, as: guarded.as, detail: { state } },
  });
  if (!undone) return refuse('changed-meanwhile');
  await projectPublic(tx, act.municipality, [request]);
  return { ok: true };
}

type Earlier = Wording & { state: WordingState };

function readPublication(tx: Tx<'publication'>, { municipality }: Act, request: RequestId) {
  return tx
    .selectFrom('publication')
    .select(['id', 'version', 'state', 'title', 'body', 'place'])
    .where('municipality_id', '=', municipality)
    .where('request_id', '=', request)
    .executeTakeFirst();
}

function isSame(a: Wording, b: Wording): boolean {
  return a.title === b.title && a.body === b.body && a.place === b.place;
}
