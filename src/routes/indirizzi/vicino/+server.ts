import { nearestAddress } from '#lib/places/server/find-addresses.ts';
import { isOutside, readTerritory } from '#lib/places/server/territory.ts';
import { readPoint } from '#lib/requests/place-fields.ts';
import { readQuery } from '../../read-form.ts';
import { mayLookUp } from '../look-up.ts';
import type { RequestHandler } from './$types';

/** Farther away than this a number says little of where a point is. Metres. */
const near = 150;

/** What lies at a point of the map: whether it is in the municipality, and the nearest number of a street. */
export const GET: RequestHandler = async (event) => {
  const headers = { 'cache-control': 'no-store' };
  if (!(await mayLookUp(event))) return Response.json({}, { status: 429, headers });
  const { root, municipality } = event.locals;
  const query = readQuery(event.url);
  const point = readPoint(query.get('lat'), query.get('lon'));
  if (!point) return Response.json({}, { status: 400, headers });
  const [territory, found] = await Promise.all([
    readTerritory(root.web, municipality.id),
    nearestAddress(root.web, municipality.id, point),
  ]);
  const address = found && found.metres <= near ? found.address : null;
  return Response.json(
    {
      outside: isOutside(territory, point),
      label: address?.label ?? '',
      where: address?.where ?? '',
      hamlet: address?.hamlet ?? null,
    },
    { headers },
  );
};
