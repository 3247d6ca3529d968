/**
 * Rebuilds every leaf of a trail from what the database holds, as docs/TRAIL.md describes it. Shares no code with the program,
 * on purpose: it is what a stranger would write to check us. `node test/rebuild-leaves.ts postgres://…`
 */
import { createHash } from 'node:crypto';
import pg from 'pg';

export type SaltedPart = { salt: Buffer; text: string };
export type Rebuilt = { entries: number; erasedParts: number; problems: string[] };

export function rebuildLeaf(
  id: string,
  at: string,
  parts: { facts: SaltedPart; actor?: SaltedPart | undefined; text?: SaltedPart | undefined },
): string {
  const leaf: Record<string, unknown> = { v: 1, id, at, facts: hashOf(parts.facts) };
  if (parts.actor) leaf.actor = hashOf(parts.actor);
  if (parts.text) leaf.text = hashOf(parts.text);
  return canonical(leaf);
}

/** RFC 6962, 2.1: a leaf's hash in the log. */
export function leafHash(leaf: string): string {
  return createHash('sha256').update(Buffer.of(0)).update(leaf, 'utf8').digest('hex');
}

function hashOf({ salt, text }: SaltedPart): string {
  return createHash('sha256').update(salt).update(text, 'utf8').digest('hex');
}

/** RFC 8785 for what JSON.parse gives: names in order of their UTF-16 units, strings and numbers as ECMAScript writes them. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

type Row = {
  municipality_id: number;
  id: string;
  at: string;
  facts: string;
  facts_salt: Buffer;
  leaf: Buffer;
  columns: Record<string, unknown>;
  parts: { part: 'actor' | 'text'; salt: string; body: string }[];
};

const everyEntry = `
  select e.municipality_id, e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
    e.facts::text as facts, e.facts_salt, e.leaf,
    json_strip_nulls(json_build_object('act_id', e.act_id, 'kind', e.kind, 'request_id', e.request_id, 'subject_id', e.subject_id,
      'subject_version', e.subject_version, 'visibility', e.visibility, 'origin', e.origin)) as columns,
    coalesce((select json_agg(json_build_object('part', c.part, 'salt', encode(c.salt, 'hex'), 'body', c.body::text))
      from trail_content c where c.municipality_id = e.municipality_id and c.entry_id = e.id), '[]') as parts
  from trail_entry e order by e.municipality_id, e.id`;

/** Every leaf byte for byte, and the columns against the facts. Of an erased part the leaf keeps the hash: it is taken from there. */
export async function rebuildLeaves(url: string): Promise<Rebuilt> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Row>(everyEntry);
    const checked = rows.map(checkEntry);
    return {
      entries: rows.length,
      erasedParts: checked.reduce((sum, entry) => sum + entry.erased, 0),
      problems: checked.flatMap((entry) => entry.problems),
    };
  } finally {
    await client.end();
  }
}

function checkEntry(row: Row): { erased: number; problems: string[] } {
  const problems: string[] = [];
  const wrong = (what: string) => problems.push(`${row.municipality_id}/${row.id}: ${what}`);
  const stored = row.leaf.toString('utf8');
  const leaf = JSON.parse(stored) as Record<string, unknown>;
  const part = (name: 'actor' | 'text'): SaltedPart | undefined => {
    const found = row.parts.find((content) => content.part === name);
    if (found && canonical(JSON.parse(found.body)) !== found.body) wrong(`${name} is not canonical`);
    return found && { salt: Buffer.from(found.salt, 'hex'), text: found.body };
  };
  const [actor, text] = [part('actor'), part('text')];
  const rebuilt = JSON.parse(
    rebuildLeaf(row.id, row.at, { facts: { salt: row.facts_salt, text: row.facts }, actor, text }),
  ) as Record<string, unknown>;
  const erased = (['actor', 'text'] as const).filter((name) => !(name in rebuilt) && name in leaf);
  for (const name of erased) rebuilt[name] = leaf[name];
  if (canonical(rebuilt) !== stored) wrong('another leaf');

  const facts = JSON.parse(row.facts) as Record<string, unknown>;
  if (canonical(facts) !== row.facts) wrong('facts are not canonical');
  const { actor: level, detail: _detail, ...copied } = facts;
  if (typeof level !== 'object' || level === null || !('level' in level)) wrong('nobody acted');
  if (canonical(copied) !== canonical(row.columns)) wrong('columns are not copies of the facts');
  if (hasNull(facts)) wrong('facts hold null where something is absent');
  return { erased: erased.length, problems };
}

function hasNull(value: unknown): boolean {
  return value === null || (typeof value === 'object' && Object.values(value).some(hasNull));
}

if (import.meta.main) {
  const { entries, erasedParts, problems } = await rebuildLeaves(process.argv[2] ?? '');
  for (const problem of problems) console.error(problem);
  console.log(`${entries} leaves rebuilt, ${erasedParts} parts erased, ${problems.length} wrong`);
  if (problems.length > 0) process.exitCode = 1;
}
