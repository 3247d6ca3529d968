import type { Outcome } from '#lib/kernel/refusal.ts';
import type { DB } from '#lib/kernel/server/database-types.ts';
import { perform, type UseCase } from '#lib/kernel/server/perform.ts';
import { passwordOf, tokenOf, type Keys } from '#lib/kernel/server/secrets.ts';
import { askCitizen } from '#lib/requests/server/ask-citizen.ts';
import { closeRequest } from '#lib/requests/server/close-request.ts';
import { planInspection } from '#lib/requests/server/plan-inspection.ts';
import { takeInCharge } from '#lib/requests/server/take-in-charge.ts';
import { reported, type Town } from '#test/town.ts';
import type { Wanted, WorldRequest } from './world.ts';

/** By the use cases of everybody: what the tests find is what could have happened. */
export async function makeRequest(
  town: Town,
  keys: Keys,
  { office, state, title = 'Buca in via Aurelia', point }: Omit<Wanted, 'site' | 'town'>,
): Promise<WorldRequest> {
  const { id, reference } = await reported(town, {
    title,
    point: point ?? null,
    category: town.categories[office],
    keyId: keys.current,
  });
  const of = { municipality: town.id, request: id, keyId: keys.current, generation: 1 };
  const made = {
    id,
    reference,
    title,
    password: passwordOf(keys, of),
    token: tokenOf(keys, of),
    version: 1,
    step: null,
  };
  if (state === 'received') return made;

  await act(takeInCharge, { request: id, version: 1 });
  if (state === 'inspection') {
    const tomorrow = town.door.clock().toZonedDateTimeISO('Europe/Rome').toPlainDate().add({ days: 1 }).toString();
    const plan = { request: id, version: 2, date: tomorrow, time: '09:30', note: null };
    const { step } = await act(planInspection, plan);
    return { ...made, version: 2, step };
  }
  if (state === 'question') {
    const { step } = await act(askCitizen, { request: id, text: 'Da che lato della strada è?', days: 10 });
    return { ...made, version: 2, step };
  }
  if (state === 'closed') {
    const text = 'Il ramo è stato rimosso.';
    await act(closeRequest, { request: id, version: 2, outcome: 'solved', text, endSteps: [] });
    return { ...made, version: 3 };
  }
  return { ...made, version: 2 };

  async function act<T extends keyof DB, Input, Result extends Outcome>(
    useCase: UseCase<T, Input, Result>,
    input: Input,
  ): Promise<Extract<Result, { ok: true }>> {
    const operator = office === 'roads' ? town.people.operator : town.gardener;
    const answer = await perform(town.door, operator, null, useCase, input);
    if (!answer.ok) throw new Error(`refused: ${answer.reason}`);
    return answer as Extract<Result, { ok: true }>;
  }
}
