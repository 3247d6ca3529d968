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

/** What follows /segui/link/, and the name of the page that asks before it is done. The last is read by `readWatchLink`. */
export const linkNames = {
  'not-me': 'non-sono-io',
  'new-password': 'nuova-password',
  'old-address': 'vecchio-indirizzo',
  'new-address': 'nuovo-indirizzo',
  watch: 'seguita',
} as const;
export type LinkName = (typeof linkNames)[keyof typeof linkNames];

/** A link that does one thing until a time: the same, with the time in seconds between the two. */
export type TimedLink = { reference: Reference; until: Temporal.Instant; token: string };

export function writeTimedLink({ reference, until, token }: TimedLink): string {
  return `${writeReference(reference)}.${until.epochMilliseconds.toString(36)}.${token}`;
}

export function readTimedLink(text: string): TimedLink | null {
  const [written, time = '', token, ...more] = text.split('.');
  const reference = written ? parseReference(written) : null;
  if (!reference || !token || more.length > 0 || !/^[0-9a-z]{1,10}$/.test(time)) return null;
  return { reference, until: Temporal.Instant.fromEpochMilliseconds(parseInt(time, 36)), token };
}
