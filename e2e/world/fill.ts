import { openSignIn } from '#lib/people/server/sign-in.ts';
import type { InstallationKey } from '../../src/launch/installation-key.ts';
import { openDatabase, openPool } from '#lib/kernel/server/database.ts';
import { openLibraryPool } from '#lib/kernel/server/library-pool.ts';
import { perform, type UseCase } from '#lib/kernel/server/perform.ts';
import { passwordOf, tokenOf, type Keys } from '#lib/kernel/server/secrets.ts';
import type { Level } from '#lib/kernel/actor.ts';
import type { DB } from '#lib/kernel/server/database-types.ts';
import type { Outcome } from '#lib/kernel/refusal.ts';
import { closeRequest } from '#lib/requests/server/close-request.ts';
import { planInspection } from '#lib/requests/server/plan-inspection.ts';
import { takeInCharge } from '#lib/requests/server/take-in-charge.ts';
import { buildTown, emailOf, reported, type Town } from '#test/town.ts';
import { PASSWORD, type WorldRequest, type WorldTown } from './world.ts';

type Place = { webUrl: string; key: InstallationKey; port: number };

/** Two towns with people who can sign in and a request in every state, made by the use cases themselves. */
export async function fillTwoTowns({ webUrl, key, port }: Place): Promise<[WorldTown, WorldTown]> {
  const pool = openPool({ name: 'test filling', url: webUrl, size: 2 });
  const signInPool = openLibraryPool({ name: 'test filling', url: webUrl, size: 1 });
  const signIn = openSignIn({ pool: signInPool, key: key.secret });
  const keys: Keys = { current: key.id, byId: new Map([[key.id, key.secret]]) };
  const database = openDatabase(pool);

  const fill = async (number: number): Promise<WorldTown> => {
    const host = `town-${String(number)}.localhost:${String(port)}`;
    const town = await buildTown(database, number, {
      publicUrl: `http://${host}`,
      accountOf: (person) => signIn.createAccount({ ...person, password: PASSWORD }),
    });
    return {
      number,
      name: `Borgo ${String(number)}`,
      url: `http://${host}`,
      host,
      hamlet: town.hamlet,
      category: town.categories.roads,
      emails: emailsOf(town, number),
      requests: await makeRequests(town, keys),
    };
  };
  try {
    return [await fill(1), await fill(2)];
  } finally {
    await Promise.all([pool.end(), signInPool.end()]);
  }
}

function emailsOf(town: Town, number: number): WorldTown['emails'] {
  const named = { ...town.people, gardener: town.gardener };
  return Object.fromEntries(Object.entries(named).map(([level, { name }]) => [level, emailOf(name, number)])) as Record<
    Level | 'gardener',
    string
  >;
}

async function makeRequests(town: Town, keys: Keys): Promise<WorldTown['requests']> {
  const report = async (title: string): Promise<WorldRequest> => {
    const { id, reference } = await reported(town, { title, keyId: keys.current });
    const of = { municipality: town.id, request: id, keyId: keys.current, generation: 1 };
    return { id, reference, title, password: passwordOf(keys, of), token: tokenOf(keys, of), step: null };
  };
  const act = async <T extends keyof DB, Input, Result extends Outcome>(
    useCase: UseCase<T, Input, Result>,
    input: Input,
  ): Promise<Extract<Result, { ok: true }>> => {
    const answer = await perform(town.door, town.people.operator, null, useCase, input);
    if (!answer.ok) throw new Error(`refused: ${answer.reason}`);
    return answer as Extract<Result, { ok: true }>;
  };
  const received = await report('Buca in via Aurelia');
  const inCharge = await report('Lampione spento in via Roma');
  const closed = await report('Ramo caduto nel parco');

  await act(takeInCharge, { request: inCharge.id, version: 1 });
  const tomorrow = town.door.clock().toZonedDateTimeISO('Europe/Rome').toPlainDate().add({ days: 1 }).toString();
  const plan = { request: inCharge.id, version: 2, date: tomorrow, time: '09:30', note: null };
  const { step } = await act(planInspection, plan);
  await act(takeInCharge, { request: closed.id, version: 1 });
  const text = 'Il ramo è stato rimosso.';
  await act(closeRequest, { request: closed.id, version: 2, outcome: 'solved', text, endSteps: [] });
  return { received, inCharge: { ...inCharge, step }, closed };
}
