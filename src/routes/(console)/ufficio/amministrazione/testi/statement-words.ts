import type { StatementPage } from '#lib/municipalities/statement.ts';
import * as m from '#lib/words/compiled/messages.js';
import type { Locale } from '#lib/words/compiled/runtime.js';

export const statementTitles: Record<StatementPage, () => string> = {
  privacy: m.privacy_title,
  accessibility: m.accessibility_title,
  legal: m.legal_title,
};

export const languageNames: Record<Locale, () => string> = {
  it: m.admin_language_it,
  en: m.admin_language_en,
  de: m.admin_language_de,
  fr: m.admin_language_fr,
};
