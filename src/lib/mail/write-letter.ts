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
import { officeNotice } from './templates/office-notice.ts';
import { taken } from './templates/taken.ts';

const writers: Record<Template, (facts: MailFacts) => Letter> = {
  confirmation,
  taken,
  'inspection-planned': inspectionPlanned,
  'inspection-done': inspectionDone,
  'inspection-cancelled': inspectionCancelled,
  message,
  closing,
  'office-notice': officeNotice,
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
