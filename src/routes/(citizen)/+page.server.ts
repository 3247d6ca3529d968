import { hasUnsentReport } from './servizi/segnalazione-disservizio/nuova/draft-of-event.ts';
import type { PageServerLoad } from './$types';
import type { YearFigures } from './year-figures.ts';

export const load: PageServerLoad = async (event): Promise<{ begun: boolean; figures: YearFigures | null }> => ({
  begun: await hasUnsentReport(event),
  // The figures come with the statistics; until then the block is not shown.
  figures: null,
});
