import * as v from 'valibot';
import type { MunicipalityId } from '#lib/kernel/ids.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import { belongsTo, readBoundary, type Boundary } from '../boundary.ts';
import { distance, type Point } from '../point.ts';

/** Who answers on the other side of the boundary, and where to find them; the point is that of its town hall. */
export type Neighbour = v.InferOutput<typeof neighbour>;

const neighbour = v.object({
  name: v.string(),
  phone: v.nullable(v.string()),
  url: v.nullable(v.pipe(v.string(), v.startsWith('https://'))),
  latitude: v.number(),
  longitude: v.number(),
});
const neighbours = v.array(neighbour);

/** Neighbours farther from a point than this would not be asked about it. */
const farAway = 15_000;

export type Territory = { boundary: Boundary | null; neighbours: readonly Neighbour[] };

export async function readTerritory(db: Db<'municipality'>, municipality: MunicipalityId): Promise<Territory> {
  const row = await db
    .selectFrom('municipality')
    .select(['boundary', 'neighbours'])
    .where('municipality_id', '=', municipality)
    .executeTakeFirstOrThrow();
  const parsed = v.safeParse(neighbours, row.neighbours ? JSON.parse(row.neighbours) : []);
  return {
    boundary: row.boundary ? readBoundary(JSON.parse(row.boundary)) : null,
    neighbours: parsed.success ? parsed.output : [],
  };
}

/** Where nobody has told the boundary every point is taken. */
export function isOutside({ boundary }: Territory, point: Point): boolean {
  return boundary !== null && !belongsTo(boundary, point);
}

/** Those who may be responsible for a point outside, the nearest first. */
export function whoMayAnswer({ neighbours }: Territory, point: Point): Neighbour[] {
  return neighbours
    .filter((each) => distance(point, each) <= farAway)
    .sort((a, b) => distance(point, a) - distance(point, b))
    .slice(0, 3);
}
