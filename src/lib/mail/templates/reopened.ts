import * as m from '#lib/words/compiled/messages.js';
import type { Letter } from '../letter.ts';
import type { MailFacts } from '../mail-facts.ts';
import { button, citizenFrame, dueWords, said } from './frame.ts';

/** Open again: why, and by when there is an answer now. */
export function reopened(facts: MailFacts): Letter {
  const { locale, request } = facts;
  return citizenFrame('reopened', facts, m.mail_reopened_lead({ reference: request.reference }, { locale }), [
    { kind: 'strong', text: request.title, under: request.place },
    { kind: 'heading', text: m.mail_reopened_reason({}, { locale }) },
    said(facts),
    { kind: 'strong', text: m.mail_confirmation_due({ when: dueWords(facts) }, { locale }) },
    button(facts, m.mail_button_follow),
  ]);
}
