import { parseReference, writeReference, type Reference } from '#lib/kernel/reference.ts';

/** `segnalazioni+2026-00123.<token>@…`: the address that a mail about a request is answered to (RFC 5233). */
export function writeReplyAddress(mailFrom: string, reference: Reference, token: string): string {
  const at = mailFrom.lastIndexOf('@');
  return `${mailFrom.slice(0, at)}+${writeReference(reference)}.${token}${mailFrom.slice(at)}`;
}

/** Number and token of such an address; null for any other. Servers on the way may have changed its case. */
export function parseReplyAddress(address: string): { reference: Reference; token: string } | null {
  const tagged = /\+([\dp-]{5,20})\.([0-9a-f]{20})@/i.exec(address);
  const reference = tagged?.[1] ? parseReference(tagged[1].toUpperCase()) : null;
  return reference && tagged?.[2] ? { reference, token: tagged[2].toLowerCase() } : null;
}

/** The address as it is without what follows its `+`. */
export function plainAddress(address: string): string {
  return address.toLowerCase().replace(/\+[^@]*(?=@)/, '');
}
