import * as m from '#lib/words/compiled/messages.js';
import type { FootLine, Letter, Part } from '../letter.ts';
import { writeDay, writeMoment } from '../mail-dates.ts';
import type { MailFacts } from '../mail-facts.ts';
import type { Template, WatchTemplate } from '../mail.ts';
import { subjectOf, type Titled } from './subject.ts';

/** What every mail has around its own words. */
export function frame(
  template: Template | WatchTemplate,
  { locale, municipality, request }: Pick<MailFacts, 'locale' | 'municipality'> & { request: Titled },
  preview: string,
  body: readonly Part[],
  foot: readonly FootLine[],
): Letter {
  return {
    locale,
    subject: subjectOf(template, locale, request),
    preview,
    practice: municipality.practice
      ? { tag: m.mail_practice_tag({}, { locale }), words: m.mail_practice({}, { locale }) }
      : null,
    heading: municipality.name,
    body,
    foot: [...foot, `${municipality.name}, ${municipality.address}`],
  };
}

/** The same for a citizen: greeting, who answers with telephone, how to come back, the desk. */
export function citizenFrame(
  template: Template,
  facts: MailFacts,
  lead: string,
  body: readonly Part[],
  foot: readonly FootLine[] = [],
): Letter {
  const { locale, request, links, notices } = facts;
  const { desk } = facts.municipality;
  const author = request.author.trim();
  const hello = author ? m.mail_hello({ name: author }, { locale }) : m.mail_hello_nobody({}, { locale });
  return frame(
    template,
    facts,
    lead,
    [{ kind: 'text', text: `${hello}\n${lead}` }, ...body, contact(facts)],
    [
      ...foot,
      m.mail_foot_password({ reference: request.reference }, { locale }),
      m.mail_foot_desk({ desk: desk.name, phone: desk.phone, hours: desk.hours.join(', ') }, { locale }),
      {
        text: m.mail_foot_choices({ which: noticesWords[notices]({}, { locale }) }, { locale }),
        label: m.mail_foot_choices_link({}, { locale }),
        url: links.choices,
      },
      ...(links.notMe
        ? [
            {
              text: m.mail_foot_not_me({}, { locale }),
              label: m.mail_foot_not_me_link({}, { locale }),
              url: links.notMe,
            },
          ]
        : []),
      facts.mayReply ? m.mail_foot_reply({}, { locale }) : m.mail_foot_automatic({}, { locale }),
    ],
  );
}

const noticesWords = {
  all: m.mail_notices_all,
  important: m.mail_notices_important,
  end: m.mail_notices_end,
};

function contact({ request: { responsible, office } }: MailFacts): Part {
  return {
    kind: 'contact',
    lines: [...(responsible ? [responsible.name] : []), office.name, office.hours].filter((line) => line !== ''),
    phone: responsible?.phone ?? office.phone,
  };
}

/** Who did it: by name, or their office once the name is erased. */
export function whoActed({ act, request }: MailFacts): string {
  return act.by.name ?? request.office.name;
}

/** The day, and the hour where the term counts hours. */
export function dueWords({ locale, municipality, request: { due } }: MailFacts): string {
  return due.date ? writeDay(locale, due.date) : writeMoment(locale, due.at, municipality.zone);
}

/** What somebody wrote in the act, or that it was erased meanwhile. */
export function said({ locale, act }: MailFacts): Part {
  return act.words === null ? { kind: 'text', text: m.mail_erased({}, { locale }) } : { kind: 'said', text: act.words };
}

/** To the request's page; `place` is the part of it that the mail is about. Opening it changes nothing. */
export function button(facts: MailFacts, label: typeof m.mail_button_follow, place = ''): Part {
  return { kind: 'button', label: label({}, { locale: facts.locale }), url: `${facts.links.request}${place}` };
}
