import { linkLife } from '#lib/requests/access.ts';
import * as m from '#lib/words/compiled/messages.js';
import type { Letter, Part } from '../letter.ts';
import { writeMoment } from '../mail-dates.ts';
import type { MailFacts } from '../mail-facts.ts';
import { button, citizenFrame, frame } from './frame.ts';

/** The new password, which nobody else is told. */
export function passwordRenewed(facts: MailFacts): Letter {
  const { locale, municipality, request } = facts;
  const { desk } = municipality;
  const lead = m.mail_password_renewed_lead({ reference: request.reference }, { locale });
  return citizenFrame('password-renewed', facts, lead, [
    access(facts),
    button(facts, m.mail_button_follow),
    { kind: 'text', text: m.mail_password_renewed_not_you({ desk: desk.name, phone: desk.phone }, { locale }) },
  ]);
}

/** For who has lost it: the old one still holds until the button behind this link is pressed. */
export function newPassword(facts: MailFacts): Letter {
  const { locale, request } = facts;
  const lead = m.mail_new_password_lead({ reference: request.reference, when: until(facts) }, { locale });
  return citizenFrame('new-password', facts, lead, [
    actButton(facts, m.mail_button_new_password),
    { kind: 'text', text: m.mail_new_password_ignore({}, { locale }) },
  ]);
}

/** To the address that is to be left. */
export function oldAddress(facts: MailFacts): Letter {
  const { locale, request, act } = facts;
  const inputs = { reference: request.reference, when: until(facts), address: act.words ?? '…' };
  return citizenFrame('old-address', facts, m.mail_old_address_lead(inputs, { locale }), [
    actButton(facts, m.mail_button_old_address),
    { kind: 'text', text: m.mail_old_address_not_you({}, { locale }) },
  ]);
}

/** To an address that may be a stranger's: nothing of the request but its number. */
export function newAddress(facts: MailFacts): Letter {
  const { locale, municipality, request } = facts;
  const { desk } = municipality;
  const lead = m.mail_new_address_lead({ reference: request.reference, when: until(facts) }, { locale });
  return frame(
    'new-address',
    facts,
    lead,
    [
      { kind: 'text', text: `${m.mail_hello_nobody({}, { locale })}\n${lead}` },
      actButton(facts, m.mail_button_confirm_address),
      { kind: 'text', text: m.mail_new_address_not_you({}, { locale }) },
    ],
    [
      m.mail_foot_desk({ desk: desk.name, phone: desk.phone, hours: desk.hours.join(', ') }, { locale }),
      m.mail_foot_automatic({}, { locale }),
    ],
  );
}

/** The first mail to a new address: what the confirmation told the old one. */
export function addressChanged(facts: MailFacts): Letter {
  const { locale, request } = facts;
  const lead = m.mail_address_changed_lead({ reference: request.reference }, { locale });
  return citizenFrame('address-changed', facts, lead, [access(facts), button(facts, m.mail_button_follow)]);
}

/** To the office: somebody has to be found another way. */
export function addressRefused(facts: MailFacts): Letter {
  const { locale, request } = facts;
  const lead = m.mail_address_refused_lead({ reference: request.reference }, { locale });
  return frame(
    'address-refused',
    facts,
    lead,
    [
      { kind: 'text', text: lead },
      { kind: 'strong', text: request.title },
      { kind: 'text', text: m.mail_address_refused_next({}, { locale }) },
      { kind: 'button', label: m.mail_button_console({}, { locale }), url: facts.links.console },
    ],
    [m.mail_office_foot({}, { locale })],
  );
}

function access({ locale, request, password }: MailFacts): Part {
  if (password === null) throw new Error('this mail tells the password');
  return {
    kind: 'access',
    rows: [
      { label: m.mail_label_number({}, { locale }), value: request.reference },
      { label: m.mail_label_password({}, { locale }), value: password },
    ],
    note: m.mail_confirmation_keep({}, { locale }),
  };
}

function actButton(facts: MailFacts, label: typeof m.mail_button_follow): Part {
  if (facts.links.act === null) throw new Error('this mail has a link of its own');
  return { kind: 'button', label: label({}, { locale: facts.locale }), url: facts.links.act };
}

function until({ locale, municipality, act }: MailFacts): string {
  return writeMoment(locale, act.at.add(linkLife), municipality.zone);
}
