import type { MailOfRequest } from '#lib/mail/server/read-mail-of.ts';
import type { MailView } from '#lib/mail/ui/mail-view.ts';
import { shortMoment } from '#lib/requests/ui/relative-date.ts';
import type { Seen } from './request-page-view.ts';

/** A mail of the request as the desk sees it; in a practice municipality it can be opened. */
export function mailView(mail: MailOfRequest, { municipality, now, locale }: Seen): MailView {
  return {
    id: mail.id,
    to: mail.to,
    subject: mail.subject,
    state: mail.state,
    when: shortMoment(mail.sentAt ?? mail.nextAt ?? mail.queuedAt, now, municipality.zone, locale),
    words: mail.answer,
    href: municipality.practice ? `/posta/${mail.id}` : null,
  };
}
