import * as v from 'valibot';
import { problem, required } from './form-field.ts';
import { lengths } from './request.ts';

const isEmail = (text: string) => v.is(v.pipe(v.string(), v.email()), text);
/** Digits with what people put between them. */
const isPhone = (text: string) => /^\+?[\d\s./()-]+$/.test(text) && text.replace(/\D/g, '').length >= 6;

/** "Autore": who writes, and how to answer. */
export const authorFields = {
  name: required(lengths.name),
  email: v.pipe(
    v.string(),
    v.maxLength(lengths.email, problem('too-long')),
    v.check((text) => text === '' || isEmail(text), problem('not-an-address')),
  ),
  phone: v.pipe(
    v.string(),
    v.maxLength(lengths.phone, problem('too-long')),
    v.check((text) => text === '' || isPhone(text), problem('not-a-phone')),
  ),
};

export type Author = { name: string; email: string | null; phone: string | null };
