import { isRealCategory } from './alessandria-categories.ts';
import type { RealRequest } from './alessandria-requests.ts';
import rows from './data/chosen-rows.json' with { type: 'json' };

/**
 * The 100 real requests that are replayed, already chosen: the whole file need not be there at run time. A test keeps them
 * equal to what `chooseRequests` takes from it; `npm run test:unit -- chosen-requests -u` writes them anew.
 */
export const chosenRequests: readonly RealRequest[] = rows.map(({ id, category, created, closed }) => {
  if (!isRealCategory(category)) throw new Error(`category "${category}" of row ${id} is in no table`);
  return { id, category, created: Temporal.PlainDate.from(created), closed: Temporal.PlainDate.from(closed) };
});
