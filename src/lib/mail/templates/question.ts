import * as m from '#lib/words/compiled/messages.js';
import type { Letter } from '../letter.ts';
import { dayOf, writeDay } from '../mail-dates.ts';
import type { MailFacts } from '../mail-facts.ts';
import { button, citizenFrame, dueWords, said, whoActed } from './frame.ts';

/** What is asked, and until when it can be answered: on the page, with a button that only opens it. */
export function question(facts: MailFacts): Letter {
  const { locale, request, municipality, act } = facts;
  const until = facts.question?.until ?? dayOf(act.at, municipality.zone);
  const inputs = { who: whoActed(facts), reference: request.reference };
  return citizenFrame('question', facts, m.mail_question_lead(inputs, { locale }), [
    { kind: 'strong', text: request.title, under: request.place },
    said(facts),
    { kind: 'strong', text: m.mail_question_until({ day: writeDay(locale, until) }, { locale }) },
    button(facts, m.mail_button_answer),
    { kind: 'text', text: m.mail_question_else({ when: dueWords(facts) }, { locale }) },
  ]);
}

/** The question was taken back: there is nothing to answer. */
export function questionCancelled(facts: MailFacts): Letter {
  const { locale, request, act } = facts;
  const inputs = { who: whoActed(facts), reference: request.reference };
  return citizenFrame('question-cancelled', facts, m.mail_question_cancelled_lead(inputs, { locale }), [
    { kind: 'strong', text: request.title, under: request.place },
    ...(act.words === null
      ? []
      : [{ kind: 'heading', text: m.mail_cancelled_reason({}, { locale }) } as const, said(facts)]),
    button(facts, m.mail_button_follow),
  ]);
}
