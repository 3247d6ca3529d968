import type { MunicipalityId } from '#lib/kernel/ids.ts';
import type { Db } from '#lib/kernel/server/database.ts';

/** One version of a thing: who made it and when, and what its entry tells. */
export type Version<Detail, Text = object> = {
  version: number;
  at: Temporal.Instant;
  /** Null for the installation, which set it up. */
  by: string | null;
  detail: Partial<Detail>;
  /** What was written; empty once it is erased. */
  text: Partial<Text>;
};

/** The versions of one thing, the newest first, as far back as anybody looks. Whoever calls has asked `may`. */
export async function readVersions<Detail, Text = object>(
  db: Db<'trail_entry' | 'trail_content'>,
  municipality: MunicipalityId,
  subject: string,
): Promise<Version<Detail, Text>[]> {
  const rows = await db
    .selectFrom('trail_entry as entry')
    .leftJoin('trail_content as who', (join) =>
      join
        .onRef('who.municipality_id', '=', 'entry.municipality_id')
        .onRef('who.entry_id', '=', 'entry.id')
        .on('who.part', '=', 'actor'),
    )
    .leftJoin('trail_content as what', (join) =>
      join
        .onRef('what.municipality_id', '=', 'entry.municipality_id')
        .onRef('what.entry_id', '=', 'entry.id')
        .on('what.part', '=', 'text'),
    )
    .select(['entry.subject_version', 'entry.at', 'entry.facts', 'who.body as who', 'what.body as what'])
    .where('entry.municipality_id', '=', municipality)
    .where('entry.subject_id', '=', subject)
    .orderBy('entry.subject_version', 'desc')
    .limit(100)
    .execute();
  return rows.map(({ subject_version, at, facts, who, what }) => ({
    version: subject_version ?? 0,
    at,
    by: who === null ? null : ((JSON.parse(who) as { name?: string }).name ?? null),
    detail: (JSON.parse(facts) as { detail?: Partial<Detail> }).detail ?? {},
    text: what === null ? {} : (JSON.parse(what) as Partial<Text>),
  }));
}
