import type { Act } from '#lib/kernel/act.ts';
import type { Actor, Post } from '#lib/kernel/actor.ts';
import { newId, type EntryId, type RequestId } from '#lib/kernel/ids.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import type { EntryKind } from '../entry.ts';
import { leafV1, salted } from './leaf.ts';

// Without null: what is absent is left out (docs/TRAIL.md, Leaf v1).
type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json | undefined };

/** What an act says of itself; who and when come from the act. */
export type NewEntry = {
  readonly kind: EntryKind;
  readonly visibility: 'citizen' | 'staff';
  readonly request?: RequestId;
  /** Provable for ever, so without personal data: outcome, dates, numbers. */
  readonly detail?: { readonly [key: string]: Json | undefined };
  /** What was written, addresses, files: can be erased. */
  readonly text?: { readonly [key: string]: Json | undefined };
  /** The post by which a person acts, when several are held. */
  readonly as?: Post;
};

export type EntrySubject = { readonly id: string; readonly version: number };

/** Appends an entry, its erasable content and its place in the queue for a position, in one statement. */
export async function appendEntry(
  tx: Tx<TrailTables>,
  act: Act,
  entry: NewEntry,
  subject: EntrySubject | null = null,
): Promise<EntryId> {
  const id = newId<EntryId>();
  const facts = salted(
    withoutAbsent({
      act_id: act.id,
      kind: entry.kind,
      request_id: entry.request,
      subject_id: subject?.id,
      subject_version: subject?.version,
      visibility: entry.visibility,
      origin: act.origin,
      actor: actorFacts(act.actor, entry.as),
      detail: entry.detail && withoutAbsent(entry.detail),
    }),
  );
  const name = actorName(act.actor);
  const actor = name === null ? null : salted({ name });
  const text = entry.text ? salted(withoutAbsent(entry.text)) : null;
  const contents = [
    ...(actor ? [{ part: 'actor' as const, ...actor }] : []),
    ...(text ? [{ part: 'text' as const, ...text }] : []),
  ];

  const appended = tx.with('entry', (query) =>
    query.insertInto('trail_entry').values({
      municipality_id: act.municipality,
      id,
      act_id: act.id,
      kind: entry.kind,
      request_id: entry.request ?? null,
      subject_id: subject?.id ?? null,
      subject_version: subject?.version ?? null,
      visibility: entry.visibility,
      at: act.at,
      origin: act.origin,
      facts: facts.text,
      facts_salt: facts.salt,
      leaf: leafV1({ id, at: act.at, facts, actor, text }),
    }),
  );
  const pending = { municipality_id: act.municipality, entry_id: id };
  if (contents.length === 0) {
    await appended.insertInto('trail_pending').values(pending).execute();
  } else {
    await appended
      .with('content', (query) =>
        query.insertInto('trail_content').values(
          contents.map(({ part, salt, text }) => ({
            municipality_id: act.municipality,
            entry_id: id,
            part,
            salt,
            body: text,
          })),
        ),
      )
      .insertInto('trail_pending')
      .values(pending)
      .execute();
  }
  return id;
}

/** What stays provable of who acted: the function, never the name. */
function actorFacts(actor: Actor, as: Post | undefined): { [key: string]: string } {
  switch (actor.kind) {
    case 'person': {
      const post = as ?? actor.posts[0];
      if (!post) throw new Error('a person without a post cannot act');
      return withoutAbsent({
        level: post.level,
        office: post.unit ?? undefined,
        title: post.title,
        person: actor.person,
      });
    }
    case 'citizen':
      return { level: 'citizen' };
    case 'import':
      return { level: 'import', source: actor.source };
    case 'clock':
    case 'installation':
      return { level: actor.kind };
  }
}

function actorName(actor: Actor): string | null {
  // A citizen may prefer not to say who they are.
  return actor.kind === 'person' || (actor.kind === 'citizen' && actor.name !== '') ? actor.name : null;
}

function withoutAbsent<Value>(object: { readonly [key: string]: Value | undefined }): { [key: string]: Value } {
  return Object.fromEntries(Object.entries(object).filter((pair): pair is [string, Value] => pair[1] !== undefined));
}
