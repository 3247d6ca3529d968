import { sql, type Insertable, type Selectable } from 'kysely';
import { newId, type ActId, type EntryId, type RequestId, type StepId } from '#lib/kernel/ids.ts';
import { writeReference } from '#lib/kernel/reference.ts';
import type { Database } from '#lib/kernel/server/database.ts';
import type { DB, Request, Step, TrailContent, TrailEntry } from '#lib/kernel/server/database-types.ts';
import { givePositions } from '#lib/trail/server/give-positions.ts';
import { leafV1, salted, type SaltedText } from '#lib/trail/server/leaf.ts';
import { mailFollower } from '#lib/mail/server/mail-follower.ts';
import type { Ground } from './ground.ts';

/** A request as the practice municipality has it, with its steps and its history. */
type Life = {
  request: Omit<Selectable<Request>, 'search'>;
  steps: Selectable<Step>[];
  entries: (Selectable<TrailEntry> & { contents: Selectable<TrailContent>[] })[];
};

type Rows = {
  request: Insertable<Request>[];
  step: Insertable<Step>[];
  trail_entry: Insertable<TrailEntry>[];
  trail_content: Insertable<TrailContent>[];
  trail_pending: Insertable<DB['trail_pending']>[];
};

const years = 4;

/**
 * Years of a town in the lists: each practice request many times over, weeks earlier, with its whole history and true leaves.
 * Written past the use cases (architecture.md, "Other writers": the bench's loader). Answers how many there are now.
 */
export async function loadYears(ground: Ground, wanted: { closed: number; open: number }): Promise<number> {
  const lives = await readLives(ground);
  for (const [state, count] of Object.entries(wanted)) {
    const models = lives.filter(({ request }) => (request.state === 'closed') === (state === 'closed'));
    // The open ones of a town that keeps its terms, roughly, are weeks old, not years.
    const weeks = state === 'closed' ? 52 * years : 6;
    for (let from = 0; from < count; from += 500) {
      const copies = Array.from({ length: Math.min(500, count - from) }, (_, n) => from + n);
      await insertCopies(
        ground.owner,
        copies.map((copy) => ({ life: pick(models, copy), weeks: 1 + Math.floor((copy / count) * weeks) })),
      );
    }
  }
  while ((await givePositions(ground.owner, ground.municipality.id)) !== 0);
  await passOverMails(ground);
  await sql`vacuum analyze`.execute(ground.owner);
  const { total } = await ground.owner
    .selectFrom('request')
    .select((row) => row.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return total;
}

/** Nobody writes to citizens about those years: the mail's follower begins at what comes now. */
async function passOverMails({ owner, municipality }: Ground): Promise<void> {
  await owner
    .insertInto('trail_cursor')
    .columns(['municipality_id', 'follower', 'position'])
    .expression((from) =>
      from
        .selectFrom('trail_head')
        .select((row) => ['municipality_id', row.val(mailFollower.name).as('follower'), 'position'])
        .where('municipality_id', '=', municipality.id),
    )
    .execute();
}

async function readLives({ owner, municipality }: Ground): Promise<Life[]> {
  const of = <T extends keyof DB & ('request' | 'step' | 'trail_entry' | 'trail_content')>(table: T) =>
    owner
      .selectFrom(table as 'request')
      .selectAll()
      .where('municipality_id', '=', municipality.id)
      .execute() as unknown as Promise<Selectable<DB[T]>[]>;
  const [requests, steps, entries, contents] = await Promise.all([
    of('request'),
    of('step'),
    of('trail_entry'),
    of('trail_content'),
  ]);
  const contentsOf = Map.groupBy(contents, (content) => content.entry_id);
  const entriesOf = Map.groupBy(entries, (entry) => entry.request_id);
  const stepsOf = Map.groupBy(steps, (step) => step.request_id);
  // What the desk decided about its public page is a thing of its own, which has no copy.
  const copied = new Set<string | null>([null, ...requests.map(({ id }) => id), ...steps.map(({ id }) => id)]);
  return requests.map(({ search: _search, ...request }) => ({
    request,
    steps: stepsOf.get(request.id) ?? [],
    entries: (entriesOf.get(request.id) ?? [])
      .filter(({ subject_id }) => copied.has(subject_id))
      .map((entry) => ({ ...entry, contents: contentsOf.get(entry.id) ?? [] }))
      .sort((a, b) => Temporal.Instant.compare(a.at, b.at)),
  }));
}

async function insertCopies(owner: Database, copies: { life: Life; weeks: number }[]): Promise<void> {
  const rows: Rows = { request: [], step: [], trail_entry: [], trail_content: [], trail_pending: [] };
  await owner.transaction().execute(async (tx) => {
    for (const copy of copies) addCopy(rows, copy, await nextNumbers(copies, copy.life, tx));
    for (const [table, all] of Object.entries(rows))
      for (let from = 0; from < all.length; from += 1000)
        await tx
          .insertInto(table as 'request')
          .values(all.slice(from, from + 1000) as Insertable<Request>[])
          .execute();
  });
}

/** Numbers above all that the pool ever had: none of them is given to anybody else. */
async function nextNumbers(copies: readonly unknown[], { request }: Life, database: Database): Promise<() => number> {
  const known = numbers.get(request.year);
  if (known) return known;
  const { top } = await database
    .updateTable('reference_year')
    .set((row) => ({ top: row('top', '+', 500_000) }))
    .where('municipality_id', '=', request.municipality_id)
    .where('series', '=', request.series)
    .where('year', '=', request.year)
    .returning('top')
    .executeTakeFirstOrThrow();
  let last = top - 500_000;
  const next = () => ++last;
  numbers.set(request.year, next);
  return next;
}
const numbers = new Map<number, () => number>();

function addCopy(rows: Rows, { life, weeks }: { life: Life; weeks: number }, nextNumber: () => number): void {
  const back = Temporal.Duration.from({ hours: weeks * 7 * 24 });
  const earlier = <T extends Temporal.Instant | null>(at: T) => (at && at.subtract(back)) as T;
  const dayEarlier = <T extends Temporal.PlainDate | null>(day: T) => (day && day.subtract({ weeks })) as T;
  const { request, steps, entries } = life;
  const number = nextNumber();
  const renamed = new Map<string, string>([
    [request.id, newId<RequestId>()],
    ...steps.map(({ id }): [string, string] => [id, newId<StepId>()]),
    ...entries.map(({ act_id }): [string, string] => [act_id, newId<ActId>()]),
    [writeReference(request), writeReference({ ...request, number })],
  ]);
  const rename = <T extends string | null>(id: T) => (id && (renamed.get(id) ?? id)) as T;
  const rewrite = (text: string): SaltedText => salted(JSON.parse(text, (_, value: unknown) => renew(value)) as object);
  const renew = (value: unknown) => {
    if (typeof value !== 'string') return value;
    return /^\d{4}-\d\d-\d\dT.*Z$/.test(value)
      ? earlier(Temporal.Instant.from(value)).toString({ fractionalSecondDigits: 6 })
      : rename(value);
  };

  rows.request.push({
    ...request,
    id: rename(request.id),
    number,
    received_at: earlier(request.received_at),
    due_at: earlier(request.due_at),
    due_date: dayEarlier(request.due_date),
    taken_at: earlier(request.taken_at),
    closed_at: earlier(request.closed_at),
    reopened_at: earlier(request.reopened_at),
  });
  for (const step of steps)
    rows.step.push({
      ...step,
      id: rename(step.id),
      request_id: rename(step.request_id),
      planned_date: dayEarlier(step.planned_date),
      done_at: earlier(step.done_at),
      due_at: earlier(step.due_at),
    });
  for (const { contents, recorded_at: _recorded, ...entry } of entries) {
    const id = newId<EntryId>();
    const at = earlier(entry.at);
    const facts = rewrite(entry.facts);
    const part = (name: 'actor' | 'text') => contents.find((content) => content.part === name)?.body;
    const parts = { actor: part('actor'), text: part('text') };
    const actor = parts.actor === undefined ? null : rewrite(parts.actor);
    const text = parts.text === undefined ? null : rewrite(parts.text);
    const municipality_id = entry.municipality_id;
    rows.trail_entry.push({
      ...entry,
      id,
      act_id: rename(entry.act_id),
      request_id: rename(entry.request_id),
      subject_id: rename(entry.subject_id),
      at,
      origin: 'import',
      facts: facts.text,
      facts_salt: facts.salt,
      leaf: leafV1({ id, at, facts, actor, text }),
    });
    if (actor)
      rows.trail_content.push({ municipality_id, entry_id: id, part: 'actor', salt: actor.salt, body: actor.text });
    if (text)
      rows.trail_content.push({ municipality_id, entry_id: id, part: 'text', salt: text.salt, body: text.text });
    rows.trail_pending.push({ municipality_id, entry_id: id });
  }
}

function pick<T>(from: readonly T[], n: number): T {
  const found = from[n % from.length];
  if (found === undefined) throw new Error('nothing to copy');
  return found;
}
