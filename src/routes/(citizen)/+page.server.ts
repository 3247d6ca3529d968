import type { PageServerLoad } from './$types';
import type { YearFigures } from './year-figures.ts';

// The figures come with the statistics; until then the block is not shown.
export const load: PageServerLoad = (): { figures: YearFigures | null } => ({ figures: null });
