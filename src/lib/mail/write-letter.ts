import type { Letter } from './letter.ts';
import type { MailFacts } from './mail-facts.ts';
import type { Template } from './mail.ts';
import {
  addressChanged,
  addressRefused,
  newAddress,
  newPassword,
  oldAddress,
  passwordRenewed,
} from './templates/access.ts';
import { closing } from './templates/closing.ts';
import { confirmation } from './templates/confirmation.ts';
import { inspectionCancelled, inspectionDone, inspectionPlanned } from './templates/inspection.ts';
import { message } from './templates/message.ts';
import { officeLetter } from './templates/office-letter.ts';
import { question, questionCancelled } from './templates/question.ts';
import { reopened } from './templates/reopened.ts';
import { taken } from './templates/taken.ts';
import { withdrawn } from './templates/withdrawn.ts';

const writers: Record<Template, (facts: MailFacts) => Letter> = {
  confirmation,
  taken,
  'inspection-planned': inspectionPlanned,
  'inspection-done': inspectionDone,
  'inspection-cancelled': inspectionCancelled,
  message,
  question,
  'question-cancelled': questionCancelled,
  closing,
  withdrawn,
  reopened,
  'office-notice': officeLetter('office-notice'),
  'office-answer': officeLetter('office-answer'),
  'office-message': officeLetter('office-message'),
  'office-photos': officeLetter('office-photos'),
  'office-reminder': officeLetter('office-reminder'),
  'office-withdrawn': officeLetter('office-withdrawn'),
  'office-reopened': officeLetter('office-reopened'),
  'password-renewed': passwordRenewed,
  'new-password': newPassword,
  'old-address': oldAddress,
  'new-address': newAddress,
  'address-changed': addressChanged,
  'address-refused': addressRefused,
};

export function writeLetter(template: Template, facts: MailFacts): Letter {
  return writers[template](facts);
}
