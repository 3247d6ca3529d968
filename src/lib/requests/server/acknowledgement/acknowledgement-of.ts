import { writeReference } from '#lib/kernel/reference.ts';
import { inLanguage } from '#lib/categories/category.ts';
import type { Municipality } from '#lib/municipalities/municipality.ts';
import { answerView } from '#lib/requests/ui/answer-view.ts';
import * as m from '#lib/words/compiled/messages.js';
import type { Locale } from '#lib/words/compiled/runtime.js';
import type { RequestView } from '../read-request.ts';
import type { Acknowledgement } from './write-acknowledgement.ts';

const tags: Record<Locale, string> = { it: 'it-IT', en: 'en-GB', de: 'de-DE', fr: 'fr-FR' };
function formats(options: Intl.DateTimeFormatOptions): Record<Locale, Intl.DateTimeFormat> {
  const one = (locale: Locale) => new Intl.DateTimeFormat(tags[locale], options);
  return { it: one('it'), en: one('en'), de: one('de'), fr: one('fr') };
}
// Built once: one costs more than the whole document.
const days = formats({ dateStyle: 'full' });
const moments = formats({ dateStyle: 'full', timeStyle: 'short' });

const channels = {
  site: m.receipt_channel_site,
  desk: m.receipt_channel_desk,
  phone: m.receipt_channel_phone,
  mail: m.receipt_channel_mail,
};

/**
 * The acknowledgement of a request in its citizen's language (L. 241/1990 art. 18-bis: that it was received, when, by which
 * office, and by when it will be answered). Never with the password: people show it, forward it and hand it in, and whoever
 * has the password may withdraw the request. The printed sheet and the mail carry the password instead.
 */
export function acknowledgementOf(request: RequestView, municipality: Municipality, files: number): Acknowledgement {
  const locale = request.language;
  const say = { locale };
  const reference = writeReference(request.reference);
  const { desk, zone } = municipality;
  const { business } = request.author;
  const local = request.receivedAt.toZonedDateTimeISO(zone).toPlainDateTime();
  const due = request.due.date
    ? days[locale].format(request.due.date)
    : moments[locale].format(request.due.at.toZonedDateTimeISO(zone).toPlainDateTime());
  const row = (label: string, value: string | null | undefined) => (value ? [{ label, value }] : []);
  return {
    locale,
    title: m.receipt_title({ reference }, say),
    practice: municipality.practice ? `${m.mail_practice_tag({}, say)}: ${m.mail_practice({}, say)}` : null,
    heading: `${municipality.name}, ${municipality.address}`,
    lead: m.receipt_lead({ name: municipality.name }, say),
    sections: [
      {
        title: m.receipt_what({}, say),
        rows: [
          ...row(m.receipt_number({}, say), reference),
          ...row(m.receipt_received({}, say), moments[locale].format(local)),
          ...row(m.receipt_channel({}, say), channels[request.channel]({}, say)),
          ...row(
            m.receipt_from({}, say),
            [business?.name, business?.vat, request.author.name].filter(Boolean).join(', '),
          ),
          ...row(m.mail_label_category({}, say), inLanguage(request.category.names, locale)),
          ...row(m.mail_label_what({}, say), request.title),
          ...row(m.mail_label_place({}, say), [request.place, request.hamlet].filter(Boolean).join(', ')),
          ...row(m.receipt_words({}, say), request.body || m.receipt_erased({}, say)),
          ...request.answers
            .map((answer) => answerView(answer, locale))
            .flatMap(({ question, answer }) => row(question, answer)),
          ...row(m.receipt_photos({}, say), files > 0 ? String(files) : null),
        ],
      },
      {
        title: m.receipt_who({}, say),
        rows: [
          ...row(m.receipt_office({}, say), request.office.name),
          ...row(m.receipt_responsible({}, say), request.responsible?.name),
          ...row(m.receipt_phone({}, say), request.responsible?.phone ?? request.office.phone),
          ...row(m.receipt_hours({}, say), request.office.hours),
          ...row(m.receipt_due({}, say), due),
        ],
      },
      {
        title: m.receipt_rights({}, say),
        rows: [],
        text: m.receipt_rights_text({ desk: desk.name, phone: desk.phone }, say),
      },
      {
        title: m.receipt_follow({}, say),
        rows: [],
        text: m.receipt_follow_text({ url: `${municipality.publicUrl}/segui` }, say),
      },
    ],
    foot: (page, pages) => m.receipt_page({ name: municipality.name, reference, page, pages }, say),
    at: request.receivedAt,
  };
}
