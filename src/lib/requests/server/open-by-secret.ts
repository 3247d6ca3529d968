import type { Actor } from '#lib/kernel/actor.ts';
import type { MunicipalityId, RequestId } from '#lib/kernel/ids.ts';
import type { Reference } from '#lib/kernel/reference.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import { isPassword, isToken, type Keys, type SecretOf } from '#lib/kernel/server/secrets.ts';

export type CitizenActor = Extract<Actor, { kind: 'citizen' }> & { request: RequestId };

/** Whoever knows the number and its password acts as its citizen; null for a wrong password and an unknown number alike. */
export async function openByPassword(
  db: Db<'request'>,
  keys: Keys,
  municipality: MunicipalityId,
  reference: Reference,
  typed: string,
): Promise<CitizenActor | null> {
  const found = await readSecret(db, municipality, reference);
  // An unknown number costs the same derivation, so that time does not tell the two apart.
  const matches = isPassword(keys, found?.of ?? nobody(keys, municipality), typed);
  return found && matches ? citizenOf(found) : null;
}

/** The same by the token of a mailed link, and by the cookie that it left. */
export async function openByToken(
  db: Db<'request'>,
  keys: Keys,
  municipality: MunicipalityId,
  reference: Reference,
  token: string,
): Promise<CitizenActor | null> {
  const found = await readSecret(db, municipality, reference);
  const matches = isToken(keys, found?.of ?? nobody(keys, municipality), token);
  return found && matches ? citizenOf(found) : null;
}

/**
 * By the token before the last renewal: good for nothing but to give a form that is sent twice its first answer (`perform`),
 * since every act that it could begin asks for the newest generation.
 */
export async function openByLastToken(
  db: Db<'request'>,
  keys: Keys,
  municipality: MunicipalityId,
  reference: Reference,
  token: string,
): Promise<CitizenActor | null> {
  const found = await readSecret(db, municipality, reference);
  const last = found && { ...found.of, generation: found.of.generation - 1 };
  return last && isToken(keys, last, token) ? citizenOf(found) : null;
}

/** From which the request's password and token are derived; for those who may tell them: the confirmation and the mail. */
export async function secretOf(
  db: Db<'request'>,
  municipality: MunicipalityId,
  id: RequestId,
): Promise<SecretOf | null> {
  const row = await db
    .selectFrom('request')
    .select(['key_id', 'password_generation'])
    .where('municipality_id', '=', municipality)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? { municipality, request: id, keyId: row.key_id, generation: row.password_generation } : null;
}

type Found = { of: SecretOf; name: string };

async function readSecret(
  db: Db<'request'>,
  municipality: MunicipalityId,
  reference: Reference,
): Promise<Found | null> {
  const row = await db
    .selectFrom('request')
    .select(['id', 'key_id', 'password_generation', 'author_name'])
    .where('municipality_id', '=', municipality)
    .where('series', '=', reference.series)
    .where('year', '=', reference.year)
    .where('number', '=', reference.number)
    .executeTakeFirst();
  if (!row) return null;
  return {
    of: { municipality, request: row.id, keyId: row.key_id, generation: row.password_generation },
    name: row.author_name,
  };
}

function citizenOf({ of, name }: Found): CitizenActor {
  return { kind: 'citizen', municipality: of.municipality, name, request: of.request };
}

function nobody(keys: Keys, municipality: MunicipalityId): SecretOf {
  return {
    municipality,
    request: '00000000-0000-0000-0000-000000000000' as RequestId,
    keyId: keys.current,
    generation: 0,
  };
}
