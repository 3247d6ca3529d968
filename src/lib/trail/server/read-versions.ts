import type { MunicipalityId } from '#lib/kernel/ids.ts';
import type { Db } from '#lib/kernel/server/database.ts';

/** One version of a thing: who made it and when, and what its entry tells. */
export type Version<Detail> = {
  version: number;
  at: Temporal.Instant;
  /** Null for the installation, which set it up. */
  by: string | null;
  detail: Partial<Detail>;
};

/** The versions of one thing, the newest first, as far back as anybody looks. Whoever calls has asked `may`. */
export async function readVersions<Detail>(
  db: Db<'trail_entry' | 'trail_content'>,
  municipality: MunicipalityId,
  subject: string,
): Promise<Version<Detail>[]> {
  const rows = await db
    .selectFrom('trail_entry as entry')
    .leftJoin('trail_content as who', (join) =>
      join
        .onRef('who.municipality_id', '=', 'entry.municipality_id')
        .onRef('who.entry_id', '=', 'entry.id')
        .on('who.part', '=', 'actor'),
    )
    .select(['entry.subject_version', 'entry.at', 'entry.facts', 'who.body'])
    .where('entry.municipality_id', '=', municipality)
    .where('entry.subject_id', '=', subject)
    .orderBy('entry.subject_version', 'desc')
    .limit(100)
    .execute();
  return rows.map(({ subject_version, at, facts, body }) => ({
    version: subject_version ?? 0,
    at,
    by: body === null ? null : ((JSON.parse(body) as { name?: string }).name ?? null),
    detail: (JSON.parse(facts) as { detail?: Partial<Detail> }).detail ?? {},
  }));
}
