import { sql } from 'kysely';
import type { MunicipalityId, RequestId } from '#lib/kernel/ids.ts';
import type { Tx } from '#lib/kernel/server/database.ts';

/** Forgets every text on a request's timeline and its citizen's name there; answers how many parts went. Leaves stay whole. */
export async function eraseContent(
  tx: Tx<'trail_content'>,
  municipality: MunicipalityId,
  request: RequestId,
): Promise<number> {
  const { rows } = await sql<{ gone: number }>`
    select erase_trail_content(${municipality}::smallint, ${request}::uuid) as gone`.execute(tx);
  return rows[0]?.gone ?? 0;
}
