import { findAddresses } from '#lib/places/server/find-addresses.ts';
import { readQuery } from '../read-form.ts';
import { mayLookUp, written } from './look-up.ts';
import type { RequestHandler } from './$types';

/** Suggestions for what somebody is typing. Its words are in the address: no log of ours holds one, nobody keeps an answer. */
export const GET: RequestHandler = async (event) => {
  const headers = { 'cache-control': 'no-store' };
  if (!(await mayLookUp(event))) return Response.json({ addresses: [] }, { status: 429, headers });
  const { root, municipality } = event.locals;
  const found = await findAddresses(root.web, municipality.id, readQuery(event.url).get('q'));
  const addresses = found.map((address) => ({
    id: address.id,
    label: address.label,
    where: address.where,
    hamlet: address.hamlet,
    kind: address.kind,
    ...written(address),
  }));
  return Response.json({ addresses }, { headers });
};
