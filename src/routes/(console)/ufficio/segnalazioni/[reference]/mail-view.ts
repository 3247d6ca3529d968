import type { MailOfRequest } from '#lib/mail/server/read-mail-of.ts';
import { isFailure, type Failure } from '#lib/mail/mail.ts';
import type { MailView } from '#lib/mail/ui/mail-view.ts';
import * as m from '#lib/words/compiled/messages.js';
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
    words: whyNotSent(mail, locale),
    href: municipality.practice ? `/posta/${mail.id}` : null,
  };
}

const failureWords: Record<Failure, typeof m.mail_failure_no_answer> = {
  'no-address': m.mail_failure_no_address,
  'no-answer': m.mail_failure_no_answer,
  'no-connection': m.mail_failure_no_connection,
};

function whyNotSent({ answer, gaveUp }: MailOfRequest, locale: Seen['locale']): string | null {
  if (answer === null) return null;
  if (!isFailure(answer)) return `${m.console_mail_words({}, { locale })} ${answer}`;
  return gaveUp ? m.mail_failure_gave_up({}, { locale }) : failureWords[answer]({}, { locale });
}
