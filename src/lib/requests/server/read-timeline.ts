import type { Level } from '#lib/kernel/actor.ts';
import type { ActId, EntryId, FileId, MunicipalityId, RequestId } from '#lib/kernel/ids.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import { kindOf, type FileKind } from '#lib/files/photo-limits.ts';
import type { EntryKind } from '#lib/trail/entry.ts';

/** One act as a reader sees it: its first entry that they may see, and what else the act did. */
export type TimelineItem = {
  entry: EntryId;
  act: ActId;
  kind: EntryKind;
  /** Kinds of the act's other visible entries, in the order they were written. */
  also: readonly EntryKind[];
  at: Temporal.Instant;
  visibility: 'citizen' | 'staff';
  /** What it made a new version of; null for messages and notes. */
  subject: { id: string; version: number } | null;
  actor: {
    /** Null once erased, and for the clock and the installation. */
    name: string | null;
    level: Level | 'citizen' | 'clock' | 'import' | 'installation';
    title: string | null;
    unit: string | null;
  };
  detail: { readonly [key: string]: unknown };
  /** Null when nothing was written, or when it was erased. */
  text: { readonly [key: string]: unknown } | null;
  files: readonly TimelineFile[];
};

export type TimelineFile = { id: FileId; name: string; kind: FileKind };

/** The history of a request, oldest first: in the order of positions, the newest moments in the order of writing. */
export async function readTimeline(
  db: Db<'trail_entry' | 'trail_content' | 'trail_position' | 'trail_pending' | 'file'>,
  municipality: MunicipalityId,
  request: RequestId,
  reader: 'citizen' | 'staff',
): Promise<TimelineItem[]> {
  const [entries, files] = await Promise.all([
    readEntries(db, municipality, request, reader),
    readFiles(db, municipality, request),
  ]);
  const items: TimelineItem[] = [];
  const byAct = new Map<ActId, TimelineItem>();
  for (const row of entries) {
    const lead = byAct.get(row.act_id);
    if (lead) {
      byAct.set(row.act_id, Object.assign(lead, { also: [...lead.also, row.kind as EntryKind] }));
      continue;
    }
    const item = toItem(row, files.get(row.id) ?? []);
    byAct.set(row.act_id, item);
    items.push(item);
  }
  return items;
}

type Facts = {
  actor: { level: TimelineItem['actor']['level']; office?: string; title?: string };
  detail?: { readonly [key: string]: unknown };
};

function toItem(row: EntryRow, files: readonly TimelineFile[]): TimelineItem {
  const facts = JSON.parse(row.facts) as Facts;
  const actor = row.actor === null ? null : (JSON.parse(row.actor) as { name?: string });
  return {
    entry: row.id,
    act: row.act_id,
    kind: row.kind as EntryKind,
    also: [],
    at: row.at,
    visibility: row.visibility,
    subject:
      row.subject_id === null || row.subject_version === null
        ? null
        : { id: row.subject_id, version: row.subject_version },
    actor: {
      name: actor?.name ?? null,
      level: facts.actor.level,
      title: facts.actor.title ?? null,
      unit: facts.actor.office ?? null,
    },
    detail: facts.detail ?? {},
    text: row.text === null ? null : (JSON.parse(row.text) as { readonly [key: string]: unknown }),
    files,
  };
}

type EntryRow = Awaited<ReturnType<typeof readEntries>>[number];

function readEntries(
  db: Db<'trail_entry' | 'trail_content' | 'trail_position' | 'trail_pending'>,
  municipality: MunicipalityId,
  request: RequestId,
  reader: 'citizen' | 'staff',
) {
  return db
    .selectFrom('trail_entry as entry')
    .leftJoin('trail_position as place', (join) =>
      join.onRef('place.municipality_id', '=', 'entry.municipality_id').onRef('place.entry_id', '=', 'entry.id'),
    )
    .leftJoin('trail_pending as pending', (join) =>
      join.onRef('pending.municipality_id', '=', 'entry.municipality_id').onRef('pending.entry_id', '=', 'entry.id'),
    )
    .leftJoin('trail_content as actor', (join) =>
      join
        .onRef('actor.municipality_id', '=', 'entry.municipality_id')
        .onRef('actor.entry_id', '=', 'entry.id')
        .on('actor.part', '=', 'actor'),
    )
    .leftJoin('trail_content as text', (join) =>
      join
        .onRef('text.municipality_id', '=', 'entry.municipality_id')
        .onRef('text.entry_id', '=', 'entry.id')
        .on('text.part', '=', 'text'),
    )
    .select([
      'entry.id',
      'entry.act_id',
      'entry.kind',
      'entry.at',
      'entry.visibility',
      'entry.subject_id',
      'entry.subject_version',
      'entry.facts',
      'actor.body as actor',
      'text.body as text',
    ])
    .where('entry.municipality_id', '=', municipality)
    .where('entry.request_id', '=', request)
    .$if(reader === 'citizen', (query) => query.where('entry.visibility', '=', 'citizen'))
    .orderBy('place.position', (order) => order.asc().nullsLast())
    .orderBy('pending.seq')
    .execute();
}

async function readFiles(
  db: Db<'file'>,
  municipality: MunicipalityId,
  request: RequestId,
): Promise<Map<EntryId, TimelineFile[]>> {
  const rows = await db
    .selectFrom('file')
    .select(['id', 'entry_id', 'name', 'media_type'])
    .where('municipality_id', '=', municipality)
    .where('request_id', '=', request)
    .where('state', '=', 'ready')
    .orderBy('position')
    .orderBy('id')
    .execute();
  const byEntry = new Map<EntryId, TimelineFile[]>();
  for (const { id, entry_id, name, media_type } of rows) {
    if (!entry_id) continue;
    byEntry.set(entry_id, [...(byEntry.get(entry_id) ?? []), { id, name, kind: kindOf(media_type) }]);
  }
  return byEntry;
}
