import * as m from '#lib/words/compiled/messages.js';
import type { Letter } from '../letter.ts';
import type { MailFacts } from '../mail-facts.ts';
import { button, citizenFrame, dueWords, said, whoActed } from './frame.ts';

export function message(facts: MailFacts): Letter {
  const { locale, request } = facts;
  const lead = m.mail_message_lead({ who: whoActed(facts), reference: request.reference }, { locale });
  return citizenFrame('message', facts, lead, [
    said(facts),
    { kind: 'text', text: m.mail_message_next({ when: dueWords(facts) }, { locale }) },
    button(facts, m.mail_button_follow),
  ]);
}
