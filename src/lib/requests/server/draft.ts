import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { newId, type DraftId, type MunicipalityId } from '#lib/kernel/ids.ts';
import type { Database, Db } from '#lib/kernel/server/database.ts';
import { reportFields } from '../report-form.ts';

/** A report being written: kept by us, opened by the secret in its writer's cookie, of which only the digest is stored. */
export type Draft = v.InferOutput<typeof draftData>;

export const draftLife = Temporal.Duration.from({ hours: 7 * 24 });

const draftData = v.object({
  // A field that came with a newer version is empty in an older draft.
  fields: v.object(v.entriesFromList(reportFields, v.optional(v.pipe(v.string(), v.maxLength(10_000)), ''))),
  /** To what the category asks, of every category that was looked at. */
  answers: v.optional(v.record(v.string(), v.array(v.pipe(v.string(), v.maxLength(10_000)))), {}),
  /** Once sent nothing of it is kept, only which request it became and by which form. */
  sent: v.nullable(v.object({ reference: v.string(), key: v.string() })),
});

type OfDraft = { municipality: MunicipalityId; holder: Buffer };

/** 256 random bits for the cookie. */
export function newDraftSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Null when there is none, it is too old, or what is stored is not a draft of ours any more. */
export async function readDraft(
  db: Db<'draft'>,
  { municipality, holder }: OfDraft,
  now: Temporal.Instant,
): Promise<Draft | null> {
  const row = await db
    .selectFrom('draft')
    .select('data')
    .where('municipality_id', '=', municipality)
    .where('token_digest', '=', holder)
    .where('touched_at', '>=', now.subtract(draftLife))
    .executeTakeFirst();
  const parsed = v.safeParse(draftData, row ? JSON.parse(row.data) : null);
  return parsed.success ? parsed.output : null;
}

export async function saveDraft(
  database: Database,
  { municipality, holder }: OfDraft,
  draft: v.InferInput<typeof draftData>,
  now: Temporal.Instant,
): Promise<void> {
  const data = JSON.stringify(draft);
  await database
    .insertInto('draft')
    .values({ municipality_id: municipality, id: newId<DraftId>(), token_digest: holder, data, touched_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(['municipality_id', 'token_digest'])
        .doUpdateSet({ data, touched_at: now })
        .where('draft.municipality_id', '=', municipality),
    )
    .execute();
}

export async function deleteDraft(database: Database, { municipality, holder }: OfDraft): Promise<void> {
  await database
    .deleteFrom('draft')
    .where('municipality_id', '=', municipality)
    .where('token_digest', '=', holder)
    .execute();
}

export async function sweepDrafts(
  database: Database,
  municipality: MunicipalityId,
  now: Temporal.Instant,
): Promise<void> {
  await database
    .deleteFrom('draft')
    .where('municipality_id', '=', municipality)
    .where('touched_at', '<', now.subtract(draftLife))
    .execute();
}
