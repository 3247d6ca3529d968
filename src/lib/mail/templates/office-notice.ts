import * as m from '#lib/words/compiled/messages.js';
import type { Letter } from '../letter.ts';
import { writeMoment } from '../mail-dates.ts';
import type { MailFacts } from '../mail-facts.ts';
import { dueWords, frame } from './frame.ts';

/** To the office's mailbox, which many may read: what and where, nobody's name or contact. */
export function officeNotice(facts: MailFacts): Letter {
  const { locale, municipality, request } = facts;
  const lead = m.mail_office_lead({ office: request.office.name }, { locale });
  return frame(
    'office-notice',
    facts,
    lead,
    [
      { kind: 'text', text: lead },
      { kind: 'strong', text: request.title },
      {
        kind: 'facts',
        rows: [
          { label: m.mail_label_number({}, { locale }), lines: [request.reference] },
          { label: m.mail_label_category({}, { locale }), lines: [request.category] },
          // A business is no natural person: its name may stand where nobody else's does.
          ...(request.business ? [{ label: m.mail_label_business({}, { locale }), lines: [request.business] }] : []),
          { label: m.mail_label_place({}, { locale }), lines: [request.place] },
          {
            label: m.mail_label_received({}, { locale }),
            lines: [writeMoment(locale, request.receivedAt, municipality.zone)],
          },
          { label: m.mail_label_due_office({}, { locale }), lines: [dueWords(facts)] },
        ],
      },
      { kind: 'text', text: m.mail_office_next({}, { locale }) },
      { kind: 'button', label: m.mail_button_console({}, { locale }), url: facts.links.console },
    ],
    [m.mail_office_foot({}, { locale })],
  );
}
