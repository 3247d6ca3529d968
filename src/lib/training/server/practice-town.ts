import type { CategoryId, HamletId, OfficeId } from '#lib/kernel/ids.ts';
import type { Door } from '#lib/kernel/server/perform.ts';
import type { PersonActor } from '#lib/people/server/read-actor.ts';
import type { CategoryKey } from '../practice-categories.ts';
import type { HamletKey } from '../practice-municipality.ts';
import type { OfficeKey } from '../practice-offices.ts';
import type { PersonKey } from '../practice-people.ts';

/** The organisation under its keys, as the replay names it. */
export type PracticeTown = {
  door: Door;
  keyId: string;
  offices: Record<OfficeKey, OfficeId>;
  hamlets: Record<HamletKey, HamletId>;
  categories: Record<CategoryKey, CategoryId>;
  people: Record<PersonKey, PersonActor>;
};

/** Practice data that a use case refuses is a fault of the data. */
export async function done<Result extends { ok: boolean }>(
  performed: Promise<Result>,
): Promise<Extract<Result, { ok: true }>> {
  const result = await performed;
  if (!result.ok) throw new Error(`practice data was refused: ${'reason' in result ? String(result.reason) : ''}`);
  return result as Extract<Result, { ok: true }>;
}
