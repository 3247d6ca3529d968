import type { Notices } from '#lib/requests/access.ts';
import type { EntryKind } from '#lib/trail/entry.ts';

/**
 * `new-address`: whoever reads the address that the citizen wants from now on; `watcher`: whoever wants to know what becomes of
 * somebody else's request.
 */
export type Recipient = 'citizen' | 'office' | 'new-address' | 'watcher';
export type MailState = 'waiting' | 'sending' | 'sent' | 'refused' | 'returned';

export const templates = [
  'confirmation',
  'taken',
  'inspection-planned',
  'inspection-done',
  'inspection-cancelled',
  'message',
  'question',
  'question-cancelled',
  'closing',
  'withdrawn',
  'reopened',
  'office-notice',
  'office-answer',
  'office-message',
  'office-photos',
  'office-reminder',
  'office-withdrawn',
  'office-reopened',
  'password-renewed',
  'new-password',
  'old-address',
  'new-address',
  'address-changed',
  'address-refused',
] as const;
export type Template = (typeof templates)[number];

/** They say only what everybody may see. */
export const watchTemplates = [
  'watch-asked',
  'watch-taken',
  'watch-inspection',
  'watch-inspected',
  'watch-closed',
  'watch-reopened',
] as const;
export type WatchTemplate = (typeof watchTemplates)[number];

/** Which entry makes which mail, for each reader. What is not here makes none: notes, photos, the organisation's own acts. */
export const mailsOf: Readonly<Record<Exclude<Recipient, 'watcher'>, Partial<Record<EntryKind, Template>>>> = {
  citizen: {
    'request-received': 'confirmation',
    'request-taken': 'taken',
    'inspection-planned': 'inspection-planned',
    'inspection-done': 'inspection-done',
    'inspection-cancelled': 'inspection-cancelled',
    'message-to-citizen': 'message',
    'question-asked': 'question',
    'question-cancelled': 'question-cancelled',
    'request-closed': 'closing',
    'request-withdrawn': 'withdrawn',
    'request-reopened': 'reopened',
    'password-renewed': 'password-renewed',
    'password-asked': 'new-password',
    'address-change-asked': 'old-address',
    'address-changed': 'address-changed',
  },
  office: {
    'request-received': 'office-notice',
    'question-answered': 'office-answer',
    'message-from-citizen': 'office-message',
    'photos-sent': 'office-photos',
    'request-reminded': 'office-reminder',
    'request-withdrawn': 'office-withdrawn',
    'request-reopened': 'office-reopened',
    'address-refused': 'address-refused',
    'danger-set': 'office-notice',
  },
  'new-address': {
    'address-change-asked': 'new-address',
  },
};

/** The same for watchers: what moves the public page from one stage to another. `watch-asked` goes to the one who was asked for. */
export const watchMailsOf: Partial<Record<EntryKind, WatchTemplate>> = {
  'watch-asked': 'watch-asked',
  'request-taken': 'watch-taken',
  'inspection-planned': 'watch-inspection',
  'inspection-done': 'watch-inspected',
  'request-closed': 'watch-closed',
  'request-withdrawn': 'watch-closed',
  'request-reopened': 'watch-reopened',
};

/** Whom each mail reaches of those who chose: everybody, those who want the important ones, or only who wants every step. */
const weights: Readonly<Record<Template, 'always' | 'important' | 'step'>> = {
  confirmation: 'always',
  taken: 'step',
  'inspection-planned': 'important',
  'inspection-done': 'step',
  'inspection-cancelled': 'important',
  message: 'important',
  question: 'important',
  'question-cancelled': 'important',
  closing: 'always',
  withdrawn: 'always',
  reopened: 'important',
  'office-notice': 'always',
  'office-answer': 'always',
  'office-message': 'always',
  'office-photos': 'always',
  'office-reminder': 'always',
  'office-withdrawn': 'always',
  'office-reopened': 'always',
  'password-renewed': 'always',
  'new-password': 'always',
  'old-address': 'always',
  'new-address': 'always',
  'address-changed': 'always',
  'address-refused': 'always',
};

/** Whether a citizen with this choice wants this mail. */
export function wants(notices: Notices, template: Template): boolean {
  const weight = weights[template];
  return weight === 'always' || notices === 'all' || (notices === 'important' && weight === 'important');
}

/** Mails that tell the password: to whoever has just got it, or a new address. */
export const tellsPassword: ReadonlySet<Template> = new Set(['confirmation', 'password-renewed', 'address-changed']);

/** What a mail's own link does, beside opening the request. */
export const linkOf: Partial<Record<Template, 'new-password' | 'old-address' | 'new-address'>> = {
  'new-password': 'new-password',
  'old-address': 'old-address',
  'new-address': 'new-address',
};

/** One for each mail, the same in every copy: who gets two can tell (RFC 5322, 3.6.4). */
export function messageIdOf(mail: string, publicUrl: string): string {
  return `<${mail}@${new URL(publicUrl).hostname}>`;
}

// Together two days, as mail servers do among themselves (RFC 5321, 4.5.4.1 asks for four or five; a citizen waits less).
const pausesInMinutes = [1, 5, 15, 30, 60, 120, 240, 360, 480, 720, 840];

/** How long to wait after the attempt of this number, counted from 1; null when it was the last. */
export function pauseAfter(attempt: number): Temporal.Duration | null {
  const minutes = pausesInMinutes[attempt - 1];
  return minutes === undefined ? null : Temporal.Duration.from({ minutes });
}

/** What another server said, without the addresses that servers like to repeat. One line, at most 500 characters. */
export function redactAnswer(words: string): string {
  return words
    .replace(/\s+/g, ' ')
    .replace(/[^\s<>()[\]"';,:]+@[^\s<>()[\]"';,]+/g, '…@…')
    .trim()
    .slice(0, 500);
}

/** Why a mail is not on its way, where no server said anything. */
export const failures = ['no-address', 'no-answer', 'no-connection'] as const;
export type Failure = (typeof failures)[number];

export function isFailure(answer: string): answer is Failure {
  return (failures as readonly string[]).includes(answer);
}
