import type { CategoryId, MunicipalityId } from '#lib/kernel/ids.ts';
import type { Tx } from '#lib/kernel/server/database.ts';

/** Two levels: what stands below another is below one of the top. It is locked, so that nobody moves it at the same moment. */
export async function isAllowedParent(
  tx: Tx<'category'>,
  municipality: MunicipalityId,
  parent: CategoryId | null,
): Promise<boolean> {
  if (parent === null) return true;
  const above = await tx
    .selectFrom('category')
    .select('parent_id')
    .where('municipality_id', '=', municipality)
    .where('id', '=', parent)
    .forUpdate()
    .executeTakeFirst();
  return above?.parent_id === null;
}
