import type { Act, Origin } from '../act.ts';
import type { Actor } from '../actor.ts';
import { toMicroseconds, type Clock } from '../clock.ts';
import { newId, type MunicipalityId } from '../ids.ts';
import { refuse, type Outcome, type Refusal } from '../refusal.ts';
import type { Database, Tx } from './database.ts';
import type { DB } from './database-types.ts';
import { digestOfInput, type HeldKey } from './form-key.ts';

/** The way into one municipality: where to write, by which clock, and whether it counts as live. */
export type Door = {
  readonly database: Database;
  readonly municipality: MunicipalityId;
  readonly clock: Clock;
  readonly origin: Origin;
};

export type UseCase<T extends keyof DB, Input, Result extends Outcome> = (
  tx: Tx<T>,
  act: Act,
  input: Input,
) => Promise<Result>;

/** The form was sent before with other words; `answer` is what it answered then, if it was the same person's form. */
export type AlreadySent<Result> = Refusal<'already-sent'> & { readonly answer: Extract<Result, { ok: true }> | null };

/**
 * The one door for everything that acts: one transaction holds the form's key, the state and the trail. A refusal rolls
 * all of it back, the key too, so that a corrected form goes through; the same form again gets the first answer.
 * Results must be plain JSON without secrets, since the answer is kept with the key.
 */
export async function perform<T extends keyof DB, Input, Result extends Outcome>(
  door: Door,
  actor: Actor,
  held: HeldKey | null,
  useCase: UseCase<T, Input, Result>,
  input: Input,
): Promise<Result | AlreadySent<Result>> {
  if (actor.municipality !== door.municipality) throw new Error('an actor of another municipality');
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(door, actor, held, useCase, input);
    } catch (error) {
      if (error instanceof RolledBack) return error.result as Result;
      if (attempt < 4 && isWorthAnotherTry(error)) continue;
      throw error;
    }
  }
}

/** Thrown by a use case whose unlocked look chose the wrong lock: the act begins again (docs/TRAIL.md, Steps and closing). */
export class LookAgain extends Error {
  readonly code = 'look-again';
}

class RolledBack extends Error {
  readonly result: Outcome;
  constructor(result: Outcome) {
    super('refused');
    this.result = result;
  }
}

async function once<T extends keyof DB, Input, Result extends Outcome>(
  { database, municipality, clock, origin }: Door,
  actor: Actor,
  held: HeldKey | null,
  useCase: UseCase<T, Input, Result>,
  input: Input,
): Promise<Result | AlreadySent<Result>> {
  const digest = held && digestOfInput(useCase.name, input);
  return database.transaction().execute(async (tx) => {
    if (held && digest && !(await takeKey(tx, municipality, held, digest))) {
      return firstAnswer<Result>(tx, municipality, held, digest);
    }
    const act: Act = { id: newId(), municipality, actor, at: toMicroseconds(clock()), origin };
    const result = await useCase(tx as unknown as Tx<T>, act, input);
    if (!result.ok) throw new RolledBack(result);
    if (held) await keepAnswer(tx, municipality, held, result);
    return result;
  });
}

/** False when the key was used before; waits for whoever is using it at this moment. */
async function takeKey(
  tx: Tx<'form_key'>,
  municipality: MunicipalityId,
  held: HeldKey,
  digest: Buffer,
): Promise<boolean> {
  const taken = await tx
    .insertInto('form_key')
    .values({ municipality_id: municipality, key: held.key, holder: held.holder, digest })
    .onConflict((conflict) => conflict.columns(['municipality_id', 'key']).doNothing())
    .executeTakeFirst();
  return taken.numInsertedOrUpdatedRows === 1n;
}

async function keepAnswer(
  tx: Tx<'form_key'>,
  municipality: MunicipalityId,
  held: HeldKey,
  result: Outcome,
): Promise<void> {
  await tx
    .updateTable('form_key')
    .set({ answer: JSON.stringify(result) })
    .where('municipality_id', '=', municipality)
    .where('key', '=', held.key)
    .execute();
}

async function firstAnswer<Result extends Outcome>(
  tx: Tx<'form_key'>,
  municipality: MunicipalityId,
  held: HeldKey,
  digest: Buffer,
): Promise<Result | AlreadySent<Result>> {
  const first = await tx
    .selectFrom('form_key')
    .select(['holder', 'digest', 'answer'])
    .where('municipality_id', '=', municipality)
    .where('key', '=', held.key)
    .executeTakeFirstOrThrow();
  const sameHolder = first.holder.equals(held.holder);
  const answer = sameHolder && first.answer ? (JSON.parse(first.answer) as Extract<Result, { ok: true }>) : null;
  return answer && first.digest.equals(digest) ? answer : { ...refuse('already-sent'), answer };
}

const passing = new Set(['40001', '40P01', 'look-again']);

function isWorthAnotherTry(error: unknown): boolean {
  return error instanceof Error && 'code' in error && passing.has(String(error.code));
}
