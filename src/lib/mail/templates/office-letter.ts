import * as m from '#lib/words/compiled/messages.js';
import type { Letter } from '../letter.ts';
import { writeMoment } from '../mail-dates.ts';
import type { MailFacts } from '../mail-facts.ts';
import type { Template } from '../mail.ts';
import { dueWords, frame } from './frame.ts';

type OfficeTemplate = Extract<Template, `office-${string}`>;

/** What happened, and what to do. */
const words: Record<OfficeTemplate, { lead: (facts: MailFacts) => string; next: typeof m.mail_office_next }> = {
  'office-notice': {
    lead: ({ locale, request: { danger, office } }) =>
      (danger ? m.mail_office_danger_lead : m.mail_office_lead)({ office: office.name }, { locale }),
    next: m.mail_office_next,
  },
  'office-answer': { lead: ({ locale }) => m.mail_office_answer_lead({}, { locale }), next: m.mail_office_read },
  'office-message': { lead: ({ locale }) => m.mail_office_message_lead({}, { locale }), next: m.mail_office_read },
  'office-photos': { lead: ({ locale }) => m.mail_office_photos_lead({}, { locale }), next: m.mail_office_read },
  'office-reminder': { lead: ({ locale }) => m.mail_office_reminder_lead({}, { locale }), next: m.mail_office_tell },
  'office-withdrawn': {
    lead: ({ locale }) => m.mail_office_withdrawn_lead({}, { locale }),
    next: m.mail_office_nothing_left,
  },
  'office-reopened': { lead: ({ locale }) => m.mail_office_reopened_lead({}, { locale }), next: m.mail_office_read },
};

/** To the office's mailbox, which many may read: what and where, nobody's name, contact or words. */
export function officeLetter(template: OfficeTemplate): (facts: MailFacts) => Letter {
  return (facts) => {
    const { locale, municipality, request } = facts;
    const { danger, onCall } = request;
    const lead = words[template].lead(facts);
    return frame(
      template,
      facts,
      lead,
      [
        { kind: 'text', text: lead },
        { kind: 'strong', text: danger ? m.mail_office_danger({ title: request.title }, { locale }) : request.title },
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
            ...(danger && onCall
              ? [
                  {
                    label: m.mail_label_on_call({}, { locale }),
                    lines: [[onCall.name, onCall.phone].filter((part) => part !== null).join(', ')],
                  },
                ]
              : []),
            ...request.answers.map(({ question, answer }) => ({ label: question, lines: [answer] })),
          ],
        },
        { kind: 'text', text: words[template].next({}, { locale }) },
        { kind: 'button', label: m.mail_button_console({}, { locale }), url: facts.links.console },
      ],
      [m.mail_office_foot({}, { locale })],
    );
  };
}
