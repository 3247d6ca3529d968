import * as m from '#lib/words/compiled/messages.js';
import type { FromCitizen } from '../from-citizen.ts';
import type { Locale } from './relative-date.ts';

const words: Record<FromCitizen, typeof m.console_citizen_wrote> = {
  'message-from-citizen': m.console_citizen_wrote,
  'question-answered': m.console_citizen_answered,
  'photos-sent': m.console_citizen_photos,
  'request-reminded': m.console_citizen_reminded,
  'request-reopened': m.console_citizen_reopened,
  'request-rated': m.console_citizen_rated,
  'request-withdrawn': m.console_citizen_withdrew,
};

/** "Il cittadino ha risposto" */
export function fromCitizenWords(kind: FromCitizen, locale?: Locale): string {
  return words[kind]({}, locale ? { locale } : {});
}
