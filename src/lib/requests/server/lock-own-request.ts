import type { Act } from '#lib/kernel/act.ts';
import type { MunicipalityId, RequestId } from '#lib/kernel/ids.ts';
import { mayManageAccess } from '#lib/kernel/permissions.ts';
import type { Tx } from '#lib/kernel/server/database.ts';
import type { NewAddress, Notices } from '../access.ts';

export type OwnRequest = {
  id: RequestId;
  version: number;
  generation: number;
  notices: Notices;
  /** Where mail goes, refused or not. */
  address: string | null;
  /** Whether that is a business's certified address. */
  certified: boolean;
  refusedAt: Temporal.Instant | null;
  newAddress: NewAddress | null;
  /** What was written and who asked are forgotten. */
  erased: boolean;
};

/** No change of address waits. */
export const noNewAddress = {
  new_address: null,
  new_address_at: null,
  new_address_old_ok: false,
  new_address_new_ok: false,
} as const;

/** A business that is answered at its PEC goes on being so, at another one. */
export function changeTo({ certified }: OwnRequest, address: string) {
  return {
    ...(certified ? { author_pec: address } : { author_email: address }),
    address_refused_at: null,
    ...noNewAddress,
  };
}

/**
 * What its citizen may change of a request's access, locked for update: its version is read, not expected, since nobody else
 * changes these. Null when it is not there, or not theirs.
 */
export async function lockOwnRequest(tx: Tx<'request'>, act: Act, id: RequestId): Promise<OwnRequest | null> {
  if (!mayManageAccess(act.actor, { municipality: act.municipality, id })) return null;
  return readOwnRequest(tx, act.municipality, id);
}

/** Locked for update. Whoever calls has asked `may`. */
export async function readOwnRequest(
  tx: Tx<'request'>,
  municipality: MunicipalityId,
  id: RequestId,
): Promise<OwnRequest | null> {
  const row = await tx
    .selectFrom('request')
    .select([
      'version',
      'password_generation',
      'notices',
      'author_email',
      'author_pec',
      'address_refused_at',
      'new_address',
      'new_address_at',
      'new_address_old_ok',
      'new_address_new_ok',
      'title',
    ])
    .where('municipality_id', '=', municipality)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return null;
  return {
    id,
    version: row.version,
    generation: row.password_generation,
    notices: row.notices,
    address: row.author_pec ?? row.author_email,
    certified: row.author_pec !== null,
    refusedAt: row.address_refused_at,
    newAddress:
      row.new_address === null || row.new_address_at === null
        ? null
        : {
            address: row.new_address,
            askedAt: row.new_address_at,
            oldConfirmed: row.new_address_old_ok,
            newConfirmed: row.new_address_new_ok,
          },
    erased: row.title === '',
  };
}
