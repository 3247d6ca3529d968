import { describe, expect, test } from 'vitest';
import type { MunicipalityId, RequestId } from '../ids.ts';
import { normalizePassword, writePassword } from '../password.ts';
import {
  blind,
  isLinkToken,
  isPassword,
  isToken,
  linkTokenOf,
  passwordOf,
  tokenOf,
  type Keys,
  type LinkOf,
  type SecretOf,
} from './secrets.ts';

const keys: Keys = {
  current: 'new',
  byId: new Map([
    ['old', Buffer.alloc(32, 1)],
    ['new', Buffer.alloc(32, 2)],
  ]),
};
const of: SecretOf = {
  municipality: 1 as MunicipalityId,
  request: '0199a000-0000-7000-8000-0000000000b1' as RequestId,
  keyId: 'new',
  generation: 1,
};
const others: Record<string, SecretOf> = {
  'another municipality': { ...of, municipality: 2 as MunicipalityId },
  'another request': { ...of, request: '0199a000-0000-7000-8000-0000000000b2' as RequestId },
  'another key': { ...of, keyId: 'old' },
  'a renewed password': { ...of, generation: 2 },
};

describe('the password of a request', () => {
  test('is four groups of four letters that nobody confuses', () => {
    expect(passwordOf(keys, of)).toMatch(/^([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}$/);
    expect(writePassword(new Uint8Array(10))).toBe('2222-2222-2222-2222');
    expect(writePassword(new Uint8Array(10).fill(255))).toBe('ZZZZ-ZZZZ-ZZZZ-ZZZZ');
    expect(() => writePassword(new Uint8Array(9))).toThrow();
  });

  test('opens however it is typed: lower case, spaces, no hyphens, long dashes', () => {
    const password = passwordOf(keys, of);
    for (const typed of [
      password,
      password.toLowerCase(),
      password.replaceAll('-', ''),
      ` ${password.replaceAll('-', ' ')} `,
      password.replaceAll('-', '–'),
    ]) {
      expect(isPassword(keys, of, typed), typed).toBe(true);
    }
    expect(normalizePassword('k7mp 4wxt-9hqe r2dn')).toBe('K7MP4WXT9HQER2DN');
  });

  test.each(['', '-', 'AAAA', 'x'.repeat(10_000), '\u0000', 'è'.repeat(16)])('does not open with %j', (typed) => {
    expect(isPassword(keys, of, typed)).toBe(false);
    expect(isToken(keys, of, typed)).toBe(false);
  });

  test.each(Object.entries(others))('and the link are different for %s', (_, other) => {
    expect(passwordOf(keys, other)).not.toBe(passwordOf(keys, of));
    expect(tokenOf(keys, other)).not.toBe(tokenOf(keys, of));
    expect(isPassword(keys, other, passwordOf(keys, of))).toBe(false);
    expect(isToken(keys, other, tokenOf(keys, of))).toBe(false);
  });

  test('is not the link, and neither is a part of the other', () => {
    expect(isToken(keys, of, passwordOf(keys, of))).toBe(false);
    expect(isPassword(keys, of, tokenOf(keys, of))).toBe(false);
    expect(isToken(keys, of, tokenOf(keys, of))).toBe(true);
    expect(Buffer.from(tokenOf(keys, of), 'base64url')).toHaveLength(20);
  });

  test('of a key that the installation does not have is a fault, not a wrong password', () => {
    expect(() => passwordOf(keys, { ...of, keyId: 'lost' })).toThrow(expect.objectContaining({ code: 'unknown-key' }));
    expect(() => isToken(keys, { ...of, keyId: 'lost' }, 'x')).toThrow(
      expect.objectContaining({ code: 'unknown-key' }),
    );
  });
});

describe('a blinded value', () => {
  test('is the same for the same purpose and says nothing about another', () => {
    expect(blind(keys, 'try', '192.0.2.1')).toEqual(blind(keys, 'try', '192.0.2.1'));
    expect(blind(keys, 'try', '192.0.2.1')).not.toEqual(blind(keys, 'report', '192.0.2.1'));
    expect(blind(keys, 'try', '192.0.2.1')).not.toEqual(blind({ ...keys, current: 'old' }, 'try', '192.0.2.1'));
    expect(blind(keys, 'try', '192.0.2.1').toString('latin1')).not.toContain('192.0.2.1');
  });
});

describe('the token of a link that does one thing', () => {
  const link: LinkOf = {
    ...of,
    purpose: 'not-me',
    until: Temporal.Instant.from('2026-03-01T10:00:00Z'),
    address: 'a@example.it',
  };
  const otherLinks: Record<string, LinkOf> = {
    ...Object.fromEntries(Object.entries(others).map(([name, other]) => [name, { ...link, ...other }])),
    'another purpose': { ...link, purpose: 'new-password' },
    'another time': { ...link, until: link.until.add({ seconds: 1 }) },
    'another address': { ...link, address: 'b@example.it' },
  };

  test('is of 160 bits, and its own', () => {
    expect(linkTokenOf(keys, link)).toMatch(/^[\w-]{27}$/);
    expect(isLinkToken(keys, link, linkTokenOf(keys, link))).toBe(true);
    expect(isLinkToken(keys, link, tokenOf(keys, of))).toBe(false);
    expect(isLinkToken(keys, link, '')).toBe(false);
  });

  test.each(Object.entries(otherLinks))('is another one for %s', (_, other) => {
    expect(isLinkToken(keys, other, linkTokenOf(keys, link))).toBe(false);
  });
});
