import type { RealCategory } from './alessandria-categories.ts';
import { access, cemeteries, ideas } from './texts/buildings.ts';
import { greenery, playgrounds } from './texts/green.ts';
import { holes } from './texts/holes.ts';
import { others } from './texts/other.ts';
import { lamps, signs } from './texts/signs-and-lamps.ts';
import type { ClosedStory } from './texts/story.ts';
import { furniture, pests, strays } from './texts/town.ts';
import { drains, waterMains } from './texts/water.ts';

/**
 * One story for each real row that is replayed: as many rows of a category are chosen as it has stories here, 100 in
 * all. Within a category the stories stand from what is quickly done to what takes months, and the rows come in the
 * order of their real durations.
 */
export const closedStories: Record<RealCategory, readonly ClosedStory[]> = {
  Buche: holes,
  'Semafori e segnaletica stradale': signs,
  'Illuminazione pubblica': lamps,
  Tombini: drains,
  'Acquedotto e fognature': waterMains,
  'Verde pubblico': greenery,
  'Parchi gioco e aree cani': playgrounds,
  'Arredo urbano': furniture,
  'Disinfestazione (topi, blatte, vespe, piccioni)': pests,
  'Tutela animali': strays,
  Cimiteri: cemeteries,
  'Accessibilità ed inclusione delle persone con disabilità': access,
  'Idee e proposte': ideas,
  Altro: others,
};
