import * as v from 'valibot';
import { problem, required, type FieldProblem } from './form-field.ts';
import { suggestAddress } from './mistyped-address.ts';
import { lengths } from './request.ts';
import { readVatNumber } from './vat-number.ts';

export const isEmail = (text: string) => v.is(v.pipe(v.string(), v.email()), text);
/** Digits with what people put between them. */
const isPhone = (text: string) => /^\+?[\d\s./()-]+$/.test(text) && text.replace(/\D/g, '').length >= 6;

const address = v.pipe(
  v.string(),
  v.maxLength(lengths.email, problem('too-long')),
  v.check((text) => text === '' || isEmail(text), problem('not-an-address')),
);

/** "Autore": who writes, on whose behalf, and how to answer. */
export const authorFields = {
  /** `business`, or anything else for a person. */
  behalf: v.string(),
  business: v.pipe(v.string(), v.maxLength(lengths.business, problem('too-long'))),
  vat: v.pipe(v.string(), v.maxLength(lengths.vat, problem('too-long'))),
  pec: address,
  /** The address that its writer has said is right although it looks mistyped; so for `emailKept`. */
  pecKept: v.string(),
  name: required(lengths.name),
  email: address,
  emailKept: v.string(),
  phone: v.pipe(
    v.string(),
    v.maxLength(lengths.phone, problem('too-long')),
    v.check((text) => text === '' || isPhone(text), problem('not-a-phone')),
  ),
};
export type AuthorField = keyof typeof authorFields;
type Typed = Record<AuthorField, string>;

/** On whose behalf somebody writes; `vat` is P.IVA or codice fiscale, verified where it is Italian. */
export type Business = { name: string; vat: string; pec: string | null };
export type Author = { name: string; email: string | null; phone: string | null; business?: Business | null };

/**
 * What is wrong between fields. One way to answer must be given, since the acknowledgement is owed at once (L. 241/1990
 * art. 18-bis), unless `contact` says that this request may do without.
 */
export function authorProblems(
  typed: Typed,
  contact: 'needed' | 'optional' = 'needed',
): Partial<Record<AuthorField, FieldProblem>> {
  const forBusiness = typed.behalf === 'business';
  const pec = forBusiness ? typed.pec : '';
  return {
    ...(forBusiness && typed.business === '' && { business: problem('missing') }),
    ...(forBusiness && typed.vat === '' && { vat: problem('missing') }),
    ...(forBusiness && typed.vat !== '' && readVatNumber(typed.vat) === null && { vat: problem('not-a-vat') }),
    ...(forBusiness && slipIn(typed, 'pec') !== null && { pec: problem('slip') }),
    ...(slipIn(typed, 'email') !== null && { email: problem('slip') }),
    ...(contact === 'needed' && !typed.email && !typed.phone && !pec && { email: problem('no-contact') }),
  };
}

type AddressField = 'email' | 'pec';
const keptAs = { email: 'emailKept', pec: 'pecKept' } as const;

/** What was probably meant by an address, unless its writer has said that it is right. */
export function slipIn(typed: Typed, field: AddressField): string | null {
  return typed[keptAs[field]] === typed[field] ? null : suggestAddress(typed[field]);
}

/** The writer's answer to "did you mean …?": `take-email`, `keep-email`, the same for `pec`; anything else answers nothing. */
export function answerSlip<T extends Typed>(typed: T, answer: string): T {
  const [word, field] = answer.split('-');
  if (field !== 'email' && field !== 'pec') return typed;
  const meant = slipIn(typed, field);
  if (meant === null) return typed;
  if (word === 'take') return { ...typed, [field]: meant };
  return word === 'keep' ? { ...typed, [keptAs[field]]: typed[field] } : typed;
}

/** Only of a whole form. What was typed for a business counts only while it is one. */
export function readAuthor({ name, email, phone, behalf, business, vat, pec }: Typed): Author {
  return {
    name,
    email: email || null,
    phone: phone || null,
    business:
      behalf === 'business' ? { name: business, vat: readVatNumber(vat) ?? vat.trim(), pec: pec || null } : null,
  };
}

/** Where mail to the author goes: a business is answered at its certified address where it gave one. */
export function mailAddressOf({ email, business }: Author): string | null {
  return business?.pec ?? email;
}
