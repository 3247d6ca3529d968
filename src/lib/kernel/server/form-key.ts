import { createHash, randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';

declare const brand: unique symbol;
/** 128 random bits in hex: made with the form, sent back by it, used once. */
export type FormKey = string & { readonly [brand]: 'form-key' };

/** The key of a form together with whose it is (SHA-256 of the session or draft cookie). */
export type HeldKey = { readonly key: FormKey; readonly holder: Buffer };

export function newFormKey(): FormKey {
  return randomBytes(16).toString('hex') as FormKey;
}

export function parseFormKey(text: unknown): FormKey | null {
  return typeof text === 'string' && /^[0-9a-f]{32}$/.test(text) ? (text as FormKey) : null;
}

/** A secret as its owner's name in tables: it can be compared, never used. */
export function digestOfSecret(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest();
}

/** Tells "the same form again" from "the key with other input". */
export function digestOfInput(useCase: string, input: unknown): Buffer {
  const text = canonicalize(JSON.parse(JSON.stringify({ useCase, input })));
  return createHash('sha256')
    .update(text ?? '', 'utf8')
    .digest();
}
