import * as m from '#lib/words/compiled/messages.js';
import type { Locale } from '#lib/words/compiled/runtime.js';
import { blanks, type StatementPage } from './statement.ts';

const { comune: name, sportello: desk, telefono: phone } = blanks;

/** A heading and its paragraphs. */
type Part = (locale: { locale: Locale }) => [string, ...string[]];

const parts: Record<StatementPage, Part[]> = {
  privacy: [
    (l) => [m.privacy_who_title({}, l), m.privacy_who({ name, desk, phone }, l), m.privacy_dpo({}, l)],
    (l) => [m.privacy_what_title({}, l), m.privacy_what({}, l), m.privacy_photos({}, l)],
    (l) => [m.privacy_whom_title({}, l), m.privacy_whom({}, l)],
    (l) => [m.privacy_public_title({}, l), m.privacy_public({ desk }, l)],
    (l) => [m.privacy_long_title({}, l), m.privacy_long({}, l), m.privacy_watch({}, l)],
    (l) => [m.privacy_cookies_title({}, l), m.privacy_cookies({}, l)],
    (l) => [m.privacy_rights_title({}, l), m.privacy_rights({}, l)],
  ],
  accessibility: [
    (l) => [m.accessibility_state_title({}, l), m.accessibility_state({}, l), m.accessibility_check({}, l)],
    (l) => [m.accessibility_limits_title({}, l), m.accessibility_limits({}, l)],
    (l) => [
      m.accessibility_feedback_title({}, l),
      m.accessibility_feedback({ desk, phone }, l),
      m.accessibility_enforcement({}, l),
    ],
  ],
  legal: [
    (l) => [m.legal_contents_title({}, l), m.legal_contents({}, l)],
    (l) => [m.legal_software_title({}, l), m.legal_software({}, l)],
    (l) => [m.legal_use_title({}, l), m.legal_use({}, l)],
    (l) => [m.legal_liability_title({}, l), m.legal_liability({}, l)],
  ],
};

/** The text that comes with the program, as Markdown with its blanks. */
export function usualStatement(page: StatementPage, locale: Locale): string {
  return parts[page]
    .map((part) => [`## ${part({ locale })[0]}`, ...part({ locale }).slice(1)].join('\n\n'))
    .join('\n\n');
}
