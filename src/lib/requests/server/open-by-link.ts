import type { MunicipalityId } from '#lib/kernel/ids.ts';
import { writeReference } from '#lib/kernel/reference.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import { isLinkToken, type Keys, type LinkPurpose } from '#lib/kernel/server/secrets.ts';
import { linkLife } from '../access.ts';
import type { TimedLink } from '../link-token.ts';
import type { CitizenActor } from './open-by-secret.ts';

/** What a link is about, for whoever holds it: they may be anybody, so nothing of the request is in it. */
export type Linked = {
  actor: CitizenActor;
  reference: string;
  /** Of the password that the link was made with. */
  generation: number;
  /** The address that the link asks about: the present one, or of a change the new one. */
  address: string;
  /** It has been used: pressed again, or by two at once, it must not look like a mistake, and does nothing more. */
  spent: boolean;
};

/** The request that a mailed link of this purpose is about; null when it is wrong, too old, used, or of an old password. */
export async function openByLink(
  db: Db<'request'>,
  keys: Keys,
  {
    municipality,
    purpose,
    link,
    now,
  }: { municipality: MunicipalityId; purpose: LinkPurpose; link: TimedLink; now: Temporal.Instant },
): Promise<Linked | null> {
  if (Temporal.Instant.compare(now, link.until) >= 0) return null;
  const row = await readRow(db, municipality, link);
  if (!row) return null;
  const changing = purpose === 'old-address' || purpose === 'new-address';
  const address = changing ? row.new_address : (row.author_pec ?? row.author_email);
  if (address === null) return null;
  // A second wish for another address has another time: the links of the first one stop.
  if (changing && row.new_address_at?.add(linkLife).epochMilliseconds !== link.until.epochMilliseconds) return null;
  const isOf = (generation: number) => {
    const of = { municipality, request: row.id, keyId: row.key_id, generation, purpose, until: link.until, address };
    return isLinkToken(keys, of, link.token);
  };
  const current = row.password_generation;
  const refused = row.address_refused_at !== null;
  const linked = (generation: number, spent: boolean): Linked => ({
    actor: { kind: 'citizen', municipality, name: '', request: row.id },
    reference: writeReference(link.reference),
    generation,
    address,
    spent,
  });
  if (isOf(current)) return refused && !changing ? null : linked(current, false);
  // Whoever pressed has ended their own link with the old password.
  const endsItself = purpose === 'new-password' || (purpose === 'not-me' && refused);
  return endsItself && isOf(current - 1) ? linked(current - 1, true) : null;
}

function readRow(db: Db<'request'>, municipality: MunicipalityId, { reference }: TimedLink) {
  return db
    .selectFrom('request')
    .select([
      'id',
      'key_id',
      'password_generation',
      'author_email',
      'author_pec',
      'address_refused_at',
      'new_address',
      'new_address_at',
    ])
    .where('municipality_id', '=', municipality)
    .where('series', '=', reference.series)
    .where('year', '=', reference.year)
    .where('number', '=', reference.number)
    .executeTakeFirst();
}
