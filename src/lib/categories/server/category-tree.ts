import type { CategoryId, MunicipalityId } from '#lib/kernel/ids.ts';
import type { Tx } from '#lib/kernel/server/database.ts';

/**
 * Two levels: what stands below another is below one of the top, and what has others below it stays at the top. The parent
 * is locked, so that nobody moves it away at the same moment.
 */
export async function isAllowedParent(
  tx: Tx<'category'>,
  municipality: MunicipalityId,
  parent: CategoryId | null,
  of: CategoryId | null,
): Promise<boolean> {
  if (parent === null) return true;
  if (parent === of) return false;
  const above = await tx
    .selectFrom('category')
    .select('parent_id')
    .where('municipality_id', '=', municipality)
    .where('id', '=', parent)
    .forUpdate()
    .executeTakeFirst();
  if (above?.parent_id !== null) return false;
  if (of === null) return true;
  const below = await tx
    .selectFrom('category')
    .select('id')
    .where('municipality_id', '=', municipality)
    .where('parent_id', '=', of)
    .limit(1)
    .executeTakeFirst();
  return below === undefined;
}
