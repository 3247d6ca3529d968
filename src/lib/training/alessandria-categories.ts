import type { CategoryKey } from './practice-categories.ts';

/**
 * Every category of the real reports and what it is in the national model. The first is the default. "Altro" held
 * anything at all: there, each story says which of these it is.
 */
export const modelCategories = {
  'Accessibilità ed inclusione delle persone con disabilità': ['edifici'],
  'Acquedotto e fognature': ['acqua'],
  Altro: ['servizi', 'ambiente', 'igiene', 'ordine-pubblico', 'sicurezza'],
  'Arredo urbano': ['arredo'],
  Buche: ['strade'],
  Cimiteri: ['edifici'],
  'Disinfestazione (topi, blatte, vespe, piccioni)': ['disinfestazione'],
  'Idee e proposte': ['servizi'],
  'Illuminazione pubblica': ['strade'],
  'Parchi gioco e aree cani': ['verde'],
  'Semafori e segnaletica stradale': ['strade'],
  Tombini: ['acqua'],
  'Tutela animali': ['disinfestazione'],
  'Verde pubblico': ['verde'],
} as const satisfies Record<string, readonly [CategoryKey, ...CategoryKey[]]>;

export type RealCategory = keyof typeof modelCategories;

export function isRealCategory(text: string): text is RealCategory {
  return Object.hasOwn(modelCategories, text);
}
