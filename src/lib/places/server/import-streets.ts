import type { Actor } from '#lib/kernel/actor.ts';
import type { HamletId } from '#lib/kernel/ids.ts';
import { perform, type Door } from '#lib/kernel/server/perform.ts';
import { nearest } from '../point.ts';
import { NotTheRegister, RegisterFile, type RegisterRow, type RowProblem } from '../register-file.ts';
import { badRowsKept, type BadRow, type ImportRefusal, type StreetFile } from '../street-import.ts';
import { plain } from '../street-name.ts';
import { listHamlets, type Hamlet } from './hamlets.ts';
import { keepBadRows, keepBatch, refuseStreetImport } from './street-batches.ts';
import { takeOverStreets, type StreetChanges } from './take-over-streets.ts';
import { isOutside, readTerritory, type Territory } from './territory.ts';

const batch = 1000;

export type ImportOutcome =
  | ({ ok: true; rows: number; bad: number; firstBad: readonly BadRow[] } & StreetChanges)
  | { ok: false; reason: ImportRefusal; rows: number; bad: number; firstBad: readonly BadRow[] };

/** Told after each batch. */
export type OnProgress = (told: { rows: number; bytes: number; bad: number }) => void;

/**
 * Reads a file of the national register to its end, each batch of rows in a transaction of its own, and then takes all of it over
 * in one act. The caller has claimed the import. Who is interrupted begins again; the register is as it was until the act.
 */
export async function importStreets(
  door: Door,
  actor: Actor,
  { id, turn, cadastralCode }: StreetFile,
  content: AsyncIterable<Uint8Array>,
  onProgress: OnProgress = () => undefined,
): Promise<ImportOutcome> {
  const { database, municipality, clock } = door;
  const of = { municipality, id, turn };
  const [hamlets, territory] = await Promise.all([
    listHamlets(database, municipality),
    readTerritory(database, municipality),
  ]);
  const file = new RegisterFile(content, cadastralCode);
  const bad = new BadRows();
  let rows = 0;
  let named = 0; // of which one can tell whose they are

  try {
    for await (const lines of inBatches(file.lines(), batch)) {
      const good: Staged[] = [];
      for (const read of lines) {
        if ('elsewhere' in read) continue;
        rows++;
        if (!('problem' in read && read.problem === 'columns')) named++;
        const problem = 'problem' in read ? read.problem : judge(read.row, territory);
        if ('row' in read && problem === null)
          good.push({ ...read.row, line: read.line, hamlet: hamletOf(read.row, hamlets) });
        else bad.add(read.line, problem ?? 'columns');
      }
      await keep(good);
      onProgress({ rows, bytes: file.bytes, bad: bad.count });
    }
  } catch (error) {
    if (!(error instanceof NotTheRegister)) throw error;
    return refused('not-the-register');
  }
  await keepBadRows(database, of, bad.first());
  if (named === 0 && cadastralCode !== null) return refused('not-in-file');
  // A file of another town, or of another kind: taking it over would retire everything there is.
  if (bad.count * 2 >= rows) return refused('mostly-bad');
  const digest = file.digest().toString('hex');
  const answer = await perform(door, actor, null, takeOverStreets, { import: id, turn, digest, rows, bad: bad.count });
  if (!answer.ok) return refused(answer.reason === 'already-sent' ? 'changed-meanwhile' : answer.reason);
  const { added, changed, retired } = answer;
  return { ok: true, added, changed, retired, rows, bad: bad.count, firstBad: bad.first() };

  /** The first row of each code; the others are bad, whether they came in the same batch or in an earlier one. */
  async function keep(good: readonly Staged[]): Promise<void> {
    const once = new Map<string, Staged>();
    for (const row of good) {
      if (once.has(row.code)) bad.add(row.line, 'repeated');
      else once.set(row.code, row);
    }
    const first = [...once.values()];
    const told = { rows: first, bytes: file.bytes, read: rows, bad: bad.count, now: clock() };
    const twice = await keepBatch(database, of, told);
    for (const { line } of first.filter(({ code }) => twice.has(code))) bad.add(line, 'repeated');
  }

  async function refused(reason: ImportRefusal): Promise<ImportOutcome> {
    await refuseStreetImport(database, of, reason, clock());
    return { ok: false, reason, rows, bad: bad.count, firstBad: bad.first() };
  }
}

type Staged = RegisterRow & { line: number; hamlet: HamletId | null };

/** The hamlet that the register names, else the one whose centre is nearest. */
function hamletOf({ locality, point }: RegisterRow, hamlets: readonly Hamlet[]): HamletId | null {
  const named = locality === '' ? undefined : hamlets.find(({ name }) => plain(name) === plain(locality));
  return (named ?? (point ? nearest(hamlets, point) : undefined))?.id ?? null;
}

function judge({ point }: RegisterRow, territory: Territory): RowProblem | null {
  return point && isOutside(territory, point) ? 'outside' : null;
}

/** All are counted, the first ones are kept. */
class BadRows {
  count = 0;
  readonly #kept: BadRow[] = [];

  add(line: number, problem: RowProblem): void {
    this.count++;
    if (this.#kept.length < badRowsKept) this.#kept.push({ line, problem });
  }

  first(): BadRow[] {
    return this.#kept.toSorted((a, b) => a.line - b.line);
  }
}

async function* inBatches<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let held: T[] = [];
  for await (const item of items) {
    held.push(item);
    if (held.length < size) continue;
    yield held;
    held = [];
  }
  if (held.length > 0) yield held;
}
