import * as m from '#lib/words/compiled/messages.js';
import type { Locale } from '#lib/words/compiled/runtime.js';
import type { Fact, Letter } from '../letter.ts';
import { dayOf, writeDay, writeMoment } from '../mail-dates.ts';
import type { MailFacts } from '../mail-facts.ts';
import { button, citizenFrame, dueWords, said, whoActed } from './frame.ts';
import { outcomeWord } from './subject.ts';

/** How it ended: outcome, what was done or why not, by whom and when, promised and actual date, and what to do if it is wrong. */
export function closing(facts: MailFacts): Letter {
  const { locale, municipality, request } = facts;
  const { desk, region } = municipality;
  const contact = { desk: desk.name, phone: desk.phone };
  const lead = m.mail_closing_lead({ reference: request.reference }, { locale });
  return citizenFrame(
    'closing',
    facts,
    lead,
    [
      {
        kind: 'outcome',
        label: m.mail_label_outcome({}, { locale }),
        word:
          request.outcome === 'redirected' && request.redirectedTo
            ? m.mail_redirected_to({ to: request.redirectedTo }, { locale })
            : outcomeWord(request.outcome, locale),
        good: request.outcome === 'solved',
      },
      { kind: 'strong', text: request.title, under: request.place },
      { kind: 'heading', text: whatWasDone(request.outcome, locale) },
      said(facts),
      { kind: 'facts', rows: history(facts) },
      button(facts, m.mail_button_steps),
      { kind: 'heading', text: m.mail_closing_rate_title({}, { locale }) },
      { kind: 'text', text: m.mail_closing_rate({}, { locale }) },
      button(facts, m.mail_button_rate, '#utile'),
      { kind: 'heading', text: m.mail_closing_wrong_title({}, { locale }) },
      {
        kind: 'text',
        text: m.mail_closing_wrong(
          {
            ...contact,
            hours: desk.hours.join(', '),
            reference: request.reference,
            day: writeDay(locale, facts.reopenUntil),
          },
          { locale },
        ),
      },
    ],
    [m.mail_closing_complaint({ ...contact, region }, { locale })],
  );
}

function whatWasDone(outcome: string | null, locale: Locale): string {
  const words =
    outcome === 'declined'
      ? m.mail_closing_declined
      : outcome === 'redirected'
        ? m.mail_closing_redirected
        : m.mail_closing_solved;
  return words({}, { locale });
}

function history(facts: MailFacts): Fact[] {
  const { locale, municipality, request, act } = facts;
  const { zone } = municipality;
  return [
    ...request.inspections.map(({ by, at }) => ({
      label: m.mail_label_inspection({}, { locale }),
      lines: [by, writeMoment(locale, at, zone)],
    })),
    {
      label: m.mail_label_closed_by({}, { locale }),
      lines: [whoActed(facts), ...(act.by.unit ? [act.by.unit] : []), writeMoment(locale, act.at, zone)],
    },
    { label: m.mail_label_promised({}, { locale }), lines: [m.mail_by({ when: dueWords(facts) }, { locale })] },
    {
      label: m.mail_label_given({}, { locale }),
      lines: [writeDay(locale, dayOf(act.at, zone)), againstPromise(facts)],
    },
  ];
}

/** In days of the calendar, as anybody counts them. */
function againstPromise({ locale, municipality: { zone }, request: { due }, act }: MailFacts): string {
  const promised = due.date ?? dayOf(due.at, zone);
  const days = dayOf(act.at, zone).until(promised, { largestUnit: 'day' }).days;
  if (days === 1) return m.mail_early_one({}, { locale });
  if (days > 1) return m.mail_early_many({ days }, { locale });
  if (days === -1) return m.mail_late_one({}, { locale });
  if (days < -1) return m.mail_late_many({ days: -days }, { locale });
  return m.mail_on_the_day({}, { locale });
}
