import type { Selectable } from 'kysely';
import type { Actor } from '#lib/kernel/actor.ts';
import type { MunicipalityId } from '#lib/kernel/ids.ts';
import { mayOrganise } from '#lib/kernel/permissions.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import type { DB } from '#lib/kernel/server/database-types.ts';
import { readVersions } from '#lib/trail/server/read-versions.ts';
import { baseLocale, type Locale } from '#lib/words/compiled/runtime.js';
import type { OwnStatement, StatementPage } from '../statement.ts';

/**
 * What the municipality itself says on a page, to a reader of this language. Its Italian text goes before the program's
 * translation, which may say something else. Null where it wrote nothing.
 */
export async function readStatement(
  db: Db<'statement'>,
  municipality: MunicipalityId,
  page: StatementPage,
  locale: Locale,
): Promise<OwnStatement | null> {
  const rows = await db
    .selectFrom('statement')
    .selectAll()
    .where('municipality_id', '=', municipality)
    .where('page', '=', page)
    .where('language', 'in', [locale, baseLocale])
    .where('body', '!=', '')
    .execute();
  const own = rows.map(asStatement);
  return own.find(({ language }) => language === locale) ?? own[0] ?? null;
}

/** All that the municipality ever wrote itself; null for who may not write them. */
export async function listStatements(db: Db<'statement'>, actor: Actor): Promise<OwnStatement[] | null> {
  if (!mayOrganise(actor)) return null;
  // Three pages in four languages: there are never more than twelve.
  const rows = await db.selectFrom('statement').selectAll().where('municipality_id', '=', actor.municipality).execute();
  return rows.map(asStatement);
}

export type StatementVersion = {
  version: number;
  at: Temporal.Instant;
  by: string | null;
  /** As it was saved; empty where somebody went back to the program's text. */
  body: string;
};

/** Who wrote what and when, the newest first: also what a page said on a day long past. Null for who may not. */
export async function readStatementHistory(
  db: Db<'trail_entry' | 'trail_content'>,
  actor: Actor,
  { id }: OwnStatement,
): Promise<StatementVersion[] | null> {
  if (!mayOrganise(actor)) return null;
  const versions = await readVersions<object, { body: string }>(db, actor.municipality, id);
  return versions.map(({ version, at, by, text }) => ({ version, at, by, body: text.body ?? '' }));
}

function asStatement({ id, version, page, language, body, written_at }: Selectable<DB['statement']>): OwnStatement {
  return { id, version, page: page, language: language, body, writtenAt: written_at };
}
