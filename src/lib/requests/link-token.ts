import { parseReference, writeReference, type Reference } from '#lib/kernel/reference.ts';

/** What a mailed link carries after /segui/accesso/: which request, and the secret that opens it (`tokenOf`). */
export function writeLinkToken(reference: Reference, token: string): string {
  return `${writeReference(reference)}.${token}`;
}

export function readLinkToken(text: string): { reference: Reference; token: string } | null {
  const dot = text.indexOf('.');
  const reference = dot > 0 ? parseReference(text.slice(0, dot)) : null;
  return reference && { reference, token: text.slice(dot + 1) };
}
