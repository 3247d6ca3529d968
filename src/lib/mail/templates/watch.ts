import * as m from '#lib/words/compiled/messages.js';
import type { Locale } from '#lib/words/compiled/runtime.js';
import type { Letter, Part } from '../letter.ts';
import type { WatchTemplate } from '../mail.ts';
import type { WatchFacts } from '../watch-facts.ts';
import { frame } from './frame.ts';
import { outcomeWord } from './subject.ts';

const leads: Record<
  Exclude<WatchTemplate, 'watch-asked'>,
  (facts: WatchFacts['request'], options: { locale: Locale }) => string
> = {
  'watch-taken': m.mail_watch_taken_lead,
  'watch-inspection': m.mail_watch_inspection_lead,
  'watch-inspected': m.mail_watch_inspected_lead,
  'watch-closed': m.mail_watch_closed_lead,
  'watch-reopened': m.mail_watch_reopened_lead,
};

/** To whoever watches a request: where it stands, as everybody may see it. */
export function writeWatchLetter(template: WatchTemplate, facts: WatchFacts): Letter {
  if (template === 'watch-asked') return facts.confirmed ? alreadyWatching(facts) : confirmWatch(facts);
  const { locale, request } = facts;
  const closed = template === 'watch-closed';
  return letter(template, facts, leads[template](request, { locale }), [
    ...(closed ? [outcome(facts)] : []),
    { kind: 'strong', text: request.title || request.category, under: request.where },
    ...(closed ? [{ kind: 'text', text: m.mail_watch_closed_next({}, { locale }) } as const] : []),
    page(facts),
  ]);
}

/** To an address that may be a stranger's: no word that anybody wrote. */
function confirmWatch(facts: WatchFacts): Letter {
  const { locale, request, links } = facts;
  const lead = m.mail_watch_asked_lead({ reference: request.reference }, { locale });
  return letter('watch-asked', facts, lead, [
    { kind: 'strong', text: request.category, under: request.where },
    { kind: 'text', text: m.mail_watch_asked_what({}, { locale }) },
    { kind: 'button', label: m.mail_watch_asked_button({}, { locale }), url: links.decide },
    { kind: 'text', text: m.mail_watch_asked_ignore({}, { locale }) },
  ]);
}

function alreadyWatching(facts: WatchFacts): Letter {
  const { locale, request } = facts;
  const lead = m.mail_watch_already_lead({ reference: request.reference }, { locale });
  return letter('watch-asked', facts, lead, [
    { kind: 'strong', text: request.category, under: request.where },
    page(facts),
  ]);
}

function letter(template: WatchTemplate, facts: WatchFacts, lead: string, body: readonly Part[]): Letter {
  const { locale, municipality, links, confirmed } = facts;
  const { desk } = municipality;
  return frame(
    template,
    { locale, municipality, request: { ...facts.request, danger: false } },
    lead,
    [{ kind: 'text', text: `${m.mail_hello_nobody({}, { locale })}\n${lead}` }, ...body],
    [
      ...(confirmed
        ? [
            {
              text: m.mail_watch_foot({}, { locale }),
              label: m.mail_watch_foot_link({}, { locale }),
              url: links.decide,
            },
          ]
        : []),
      m.mail_foot_desk({ desk: desk.name, phone: desk.phone, hours: desk.hours.join(', ') }, { locale }),
      m.mail_foot_automatic({}, { locale }),
    ],
  );
}

function outcome({ locale, request }: WatchFacts): Part {
  return {
    kind: 'outcome',
    label: m.mail_label_outcome({}, { locale }),
    word: outcomeWord(request.outcome, locale),
    good: request.outcome === 'solved',
  };
}

function page({ locale, links }: WatchFacts): Part {
  return { kind: 'button', label: m.mail_watch_button({}, { locale }), url: links.page };
}
