import * as m from '#lib/words/compiled/messages.js';
import type { Letter } from '../letter.ts';
import type { MailFacts } from '../mail-facts.ts';
import { button, citizenFrame, dueWords, whoActed } from './frame.ts';

export function taken(facts: MailFacts): Letter {
  const { locale, request } = facts;
  const who = whoActed(facts);
  return citizenFrame('taken', facts, m.mail_taken_lead({ who, reference: request.reference }, { locale }), [
    { kind: 'strong', text: request.title, under: request.place },
    { kind: 'text', text: m.mail_taken_next({ who, when: dueWords(facts) }, { locale }) },
    button(facts, m.mail_button_follow),
  ]);
}
