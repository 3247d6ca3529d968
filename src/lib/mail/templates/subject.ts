import * as m from '#lib/words/compiled/messages.js';
import type { Locale } from '#lib/words/compiled/runtime.js';
import type { Template, WatchTemplate } from '../mail.ts';

export type Titled = { reference: string; title: string; outcome: string | null; danger: boolean };

const subjects: Record<
  Exclude<Template | WatchTemplate, 'closing' | 'watch-closed'>,
  typeof m.mail_confirmation_subject
> = {
  confirmation: m.mail_confirmation_subject,
  taken: m.mail_taken_subject,
  'inspection-planned': m.mail_planned_subject,
  'inspection-done': m.mail_done_subject,
  'inspection-cancelled': m.mail_cancelled_subject,
  message: m.mail_message_subject,
  question: m.mail_question_subject,
  'question-cancelled': m.mail_question_cancelled_subject,
  withdrawn: m.mail_withdrawn_subject,
  reopened: m.mail_reopened_subject,
  'office-notice': m.mail_office_subject,
  'office-answer': m.mail_office_answer_subject,
  'office-message': m.mail_office_message_subject,
  'office-photos': m.mail_office_photos_subject,
  'office-reminder': m.mail_office_reminder_subject,
  'office-withdrawn': m.mail_office_withdrawn_subject,
  'office-reopened': m.mail_office_reopened_subject,
  'password-renewed': m.mail_password_renewed_subject,
  'new-password': m.mail_new_password_subject,
  'old-address': m.mail_old_address_subject,
  'address-changed': m.mail_address_changed_subject,
  'address-refused': m.mail_address_refused_subject,
  // Nothing of the request: who reads it may be a stranger.
  'new-address': ({ reference }, options) => m.mail_new_address_subject({ reference }, options),
  // Nor here: lists of mails know the title that the citizen wrote, which need not be public.
  'watch-asked': ({ reference }, options) => m.mail_watch_asked_subject({ reference }, options),
  'watch-taken': ({ reference }, options) => m.mail_watch_taken_subject({ reference }, options),
  'watch-inspection': ({ reference }, options) => m.mail_watch_inspection_subject({ reference }, options),
  'watch-inspected': ({ reference }, options) => m.mail_watch_inspected_subject({ reference }, options),
  'watch-reopened': ({ reference }, options) => m.mail_watch_reopened_subject({ reference }, options),
};

/** Needs little, so that lists of mails can show it without reading each one's facts. */
export function subjectOf(template: Template | WatchTemplate, locale: Locale, request: Titled): string {
  const { reference, outcome, danger } = request;
  const title = request.title.replace(/\s+/g, ' ').trim();
  if (template === 'office-notice' && danger) return m.mail_office_danger_subject({ title, reference }, { locale });
  if (template === 'watch-closed')
    return m.mail_watch_closed_subject({ outcome: outcomeWord(outcome, locale), reference }, { locale });
  return template === 'closing'
    ? m.mail_closing_subject({ outcome: outcomeWord(outcome, locale), title, reference }, { locale })
    : subjects[template]({ title, reference }, { locale });
}

const outcomeWords: Readonly<Record<string, typeof m.outcome_solved>> = {
  solved: m.outcome_solved,
  declined: m.outcome_declined,
  redirected: m.outcome_redirected,
  withdrawn: m.outcome_withdrawn,
  joined: m.outcome_joined,
};

/** In one word, or as few as it takes. */
export function outcomeWord(outcome: string | null, locale: Locale): string {
  return (outcomeWords[outcome ?? ''] ?? m.stage_closed)({}, { locale });
}
