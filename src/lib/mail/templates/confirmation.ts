import * as m from '#lib/words/compiled/messages.js';
import type { Letter, Part } from '../letter.ts';
import { writeMoment } from '../mail-dates.ts';
import type { MailFacts } from '../mail-facts.ts';
import { button, citizenFrame, dueWords } from './frame.ts';

/** The acknowledgement (L. 241/1990 art. 18-bis): what was received, who deals with it, by when, and the way back in. */
export function confirmation(facts: MailFacts): Letter {
  const { locale, municipality, request, password } = facts;
  if (password === null) throw new Error('a confirmation tells the password');
  const when = writeMoment(locale, request.receivedAt, municipality.zone);
  const receipt = {
    text: m.mail_confirmation_receipt({}, { locale }),
    label: m.mail_confirmation_receipt_link({}, { locale }),
    url: facts.links.receipt,
  };
  const lead = m.mail_confirmation_lead({ when }, { locale });
  const body: Part[] = [
    ...(request.danger ? [{ kind: 'text', text: m.mail_confirmation_danger({}, { locale }) } as const] : []),
    { kind: 'strong', text: m.mail_confirmation_due({ when: dueWords(facts) }, { locale }) },
    {
      kind: 'access',
      rows: [
        { label: m.mail_label_number({}, { locale }), value: request.reference },
        { label: m.mail_label_password({}, { locale }), value: password },
      ],
      note: m.mail_confirmation_keep({}, { locale }),
    },
    button(facts, m.mail_button_follow),
    {
      kind: 'facts',
      rows: [
        { label: m.mail_label_what({}, { locale }), lines: [request.title] },
        { label: m.mail_label_category({}, { locale }), lines: [request.category] },
        { label: m.mail_label_place({}, { locale }), lines: [request.place] },
        { label: m.mail_label_office({}, { locale }), lines: [request.office.name, request.office.phone] },
        ...request.answers.map(({ question, answer }) => ({ label: question, lines: [answer] })),
        ...(request.responsible
          ? [{ label: m.mail_label_responsible({}, { locale }), lines: [request.responsible.name] }]
          : []),
      ],
    },
    { kind: 'heading', text: m.mail_confirmation_next_title({}, { locale }) },
    { kind: 'text', text: m.mail_confirmation_next({}, { locale }) },
  ];
  return citizenFrame('confirmation', facts, lead, body, [receipt]);
}
