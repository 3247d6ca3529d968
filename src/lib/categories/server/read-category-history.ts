import type { Actor } from '#lib/kernel/actor.ts';
import type { CategoryId } from '#lib/kernel/ids.ts';
import { mayOrganise } from '#lib/kernel/permissions.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import { readVersions } from '#lib/trail/server/read-versions.ts';
import type { Question } from '../question.ts';
import type { SettingChanges } from '../settings-fields.ts';

/** One version of a category: who made it when, and what each value was before. */
export type CategoryVersion = {
  version: number;
  at: Temporal.Instant;
  /** Null for the installation, which set it up. */
  by: string | null;
  changes: SettingChanges;
  question: { done: 'added' | 'changed' | 'moved' | 'removed'; before: Question | null; after: Question | null } | null;
  moved: boolean;
};

/** The newest first, as far back as anybody looks. */
export async function readCategoryHistory(
  db: Db<'trail_entry' | 'trail_content'>,
  actor: Actor,
  category: CategoryId,
): Promise<CategoryVersion[]> {
  if (!mayOrganise(actor)) return [];
  const versions = await readVersions<Detail>(db, actor.municipality, category);
  return versions.map(({ version, at, by, detail: { changes = {}, question, position } }) => ({
    version,
    at,
    by,
    changes,
    question: question ? { done: question.done, before: read(question.before), after: read(question.after) } : null,
    moved: position !== undefined,
  }));
}

type Detail = {
  changes: SettingChanges;
  question: { done: 'added' | 'changed' | 'moved' | 'removed'; before?: string; after?: string };
  position: unknown;
};

function read(question: string | undefined): Question | null {
  return question === undefined ? null : (JSON.parse(question) as Question);
}
