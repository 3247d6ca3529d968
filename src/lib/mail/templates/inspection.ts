import * as m from '#lib/words/compiled/messages.js';
import type { Letter } from '../letter.ts';
import { dayOf, writeAppointment } from '../mail-dates.ts';
import type { MailFacts } from '../mail-facts.ts';
import { button, citizenFrame, dueWords, said, whoActed } from './frame.ts';

/** Planned; where the same act took the request in charge, one mail says both. */
export function inspectionPlanned(facts: MailFacts): Letter {
  const { locale, request, act } = facts;
  const inputs = { who: whoActed(facts), when: whenPlanned(facts), reference: request.reference };
  const lead = act.also.includes('request-taken') ? m.mail_planned_taken_lead : m.mail_planned_lead;
  return citizenFrame('inspection-planned', facts, lead(inputs, { locale }), [
    { kind: 'strong', text: request.title, under: request.place },
    ...(act.words === null
      ? []
      : [{ kind: 'heading', text: m.mail_planned_note({}, { locale }) } as const, said(facts)]),
    { kind: 'text', text: m.mail_planned_next({}, { locale }) },
    button(facts, m.mail_button_follow),
  ]);
}

export function inspectionDone(facts: MailFacts): Letter {
  const { locale, request } = facts;
  const lead = m.mail_done_lead({ who: whoActed(facts), reference: request.reference }, { locale });
  return citizenFrame('inspection-done', facts, lead, [
    { kind: 'strong', text: request.title, under: request.place },
    { kind: 'heading', text: m.mail_done_findings({}, { locale }) },
    said(facts),
    { kind: 'text', text: m.mail_done_next({ when: dueWords(facts) }, { locale }) },
    button(facts, m.mail_button_follow),
  ]);
}

export function inspectionCancelled(facts: MailFacts): Letter {
  const { locale, request, act } = facts;
  const lead = m.mail_cancelled_lead({ who: whoActed(facts), when: whenPlanned(facts) }, { locale });
  return citizenFrame('inspection-cancelled', facts, lead, [
    { kind: 'strong', text: request.title, under: request.place },
    ...(act.words === null
      ? []
      : [{ kind: 'heading', text: m.mail_cancelled_reason({}, { locale }) } as const, said(facts)]),
    { kind: 'text', text: m.mail_cancelled_next({ when: dueWords(facts) }, { locale }) },
    button(facts, m.mail_button_follow),
  ]);
}

function whenPlanned({ locale, inspection, act, municipality }: MailFacts): string {
  return inspection
    ? writeAppointment(locale, inspection.date, inspection.time)
    : writeAppointment(locale, dayOf(act.at, municipality.zone), null);
}
