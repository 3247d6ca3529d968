import { createHmac, timingSafeEqual } from 'node:crypto';
import type { MunicipalityId, RequestId, WatchId } from '../ids.ts';
import { normalizePassword, writePassword } from '../password.ts';

/** The installation's keys by id: the newest makes, all of them check. */
export type Keys = { readonly current: string; readonly byId: ReadonlyMap<string, Buffer> };

export type SecretOf = { municipality: MunicipalityId; request: RequestId; keyId: string; generation: number };

/** The password that opens a request: stored nowhere, derived again whenever it is needed. */
export function passwordOf(keys: Keys, of: SecretOf): string {
  return writePassword(derive(keys, 'password', of).subarray(0, 10));
}

export function isPassword(keys: Keys, of: SecretOf, typed: string): boolean {
  return sameSecret(normalizePassword(passwordOf(keys, of)), normalizePassword(typed));
}

/** The token of a link in a mail and of the cookie that it sets: another secret than the password, renewed with it. */
export function tokenOf(keys: Keys, of: SecretOf): string {
  return derive(keys, 'link', of).subarray(0, 20).toString('base64url');
}

export function isToken(keys: Keys, of: SecretOf, presented: string): boolean {
  return sameSecret(tokenOf(keys, of), presented);
}

/** What a mailed link may do beside opening the request: one thing, until a time, to one address. */
export const linkPurposes = ['not-me', 'new-password', 'old-address', 'new-address'] as const;
export type LinkPurpose = (typeof linkPurposes)[number];
export type LinkOf = SecretOf & {
  purpose: LinkPurpose;
  until: Temporal.Instant;
  /** The address that the link is about: for another one it says nothing. */
  address: string;
};

export function linkTokenOf(keys: Keys, { purpose, until, address, ...of }: LinkOf): string {
  return derive(keys, purpose, of, [String(until.epochMilliseconds), address])
    .subarray(0, 20)
    .toString('base64url');
}

export function isLinkToken(keys: Keys, of: LinkOf, presented: string): boolean {
  return sameSecret(linkTokenOf(keys, of), presented);
}

/** The token of the address that a mail may be answered to: in hexadecimal, since servers on the way change case. */
export function replyTokenOf(keys: Keys, of: SecretOf): string {
  return derive(keys, 'reply', of).subarray(0, 10).toString('hex');
}

export function isReplyToken(keys: Keys, of: SecretOf, presented: string): boolean {
  return sameSecret(replyTokenOf(keys, of), presented);
}

export type WatchSecretOf = { municipality: MunicipalityId; watch: WatchId; keyId: string };

/** The token of the link in a watcher's mails. It holds as long as the watch itself, so that no mail is too old to end it. */
export function watchTokenOf(keys: Keys, { municipality, watch, keyId }: WatchSecretOf): string {
  return hmac(keys, keyId, ['watch', municipality, watch]).subarray(0, 20).toString('base64url');
}

export function isWatchToken(keys: Keys, of: WatchSecretOf, presented: string): boolean {
  return sameSecret(watchTokenOf(keys, of), presented);
}

/** A keyed digest for what must be counted or compared without being kept, such as an address. */
export function blind(keys: Keys, purpose: string, value: string): Buffer {
  return createHmac('sha256', keyOf(keys, keys.current)).update(`blind\0${purpose}\0${value}`).digest();
}

function derive(
  keys: Keys,
  purpose: 'password' | 'link' | 'reply' | LinkPurpose,
  of: SecretOf,
  more: readonly string[] = [],
): Buffer {
  return hmac(keys, of.keyId, [purpose, of.municipality, of.request, of.generation, ...more]);
}

function hmac(keys: Keys, keyId: string, parts: readonly (string | number)[]): Buffer {
  return createHmac('sha256', keyOf(keys, keyId)).update(parts.join('\0')).digest();
}

function keyOf(keys: Keys, id: string): Buffer {
  const key = keys.byId.get(id);
  if (!key) throw Object.assign(new Error('the installation does not have this key'), { code: 'unknown-key' });
  return key;
}

function sameSecret(expected: string, presented: string): boolean {
  const a = Buffer.from(expected, 'utf8');
  const b = Buffer.from(presented, 'utf8');
  return a.length === b.length && timingSafeEqual(a, b);
}
