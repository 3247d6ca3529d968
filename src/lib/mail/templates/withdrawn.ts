import * as m from '#lib/words/compiled/messages.js';
import type { Letter } from '../letter.ts';
import { writeDay } from '../mail-dates.ts';
import type { MailFacts } from '../mail-facts.ts';
import { button, citizenFrame } from './frame.ts';

/** That the citizen took it back, and until when they can think again. */
export function withdrawn(facts: MailFacts): Letter {
  const { locale, request, reopenUntil } = facts;
  return citizenFrame('withdrawn', facts, m.mail_withdrawn_lead({ reference: request.reference }, { locale }), [
    { kind: 'strong', text: request.title, under: request.place },
    { kind: 'text', text: m.mail_withdrawn_back({ day: writeDay(locale, reopenUntil) }, { locale }) },
    button(facts, m.mail_button_follow),
  ]);
}
