import { describe, expect, it } from 'vitest';
import { isSaneHost, originOf, trust } from './forwarded.ts';

const trusted = trust(['10.0.0.5', '10.1.0.0/16', 'fd00::/8']);

describe('where a request comes from', () => {
  it('headers of whoever is no trusted proxy count for nothing', () => {
    const headers = { 'x-forwarded-for': '1.2.3.4', 'x-forwarded-proto': 'https' };
    expect(originOf(headers, '192.0.2.7', false, trusted)).toEqual({ protocol: 'http', address: '192.0.2.7' });
  });

  it('a trusted proxy tells address and protocol', () => {
    const headers = { 'x-forwarded-for': '1.2.3.4', 'x-forwarded-proto': 'https' };
    expect(originOf(headers, '10.0.0.5', false, trusted)).toEqual({ protocol: 'https', address: '1.2.3.4' });
  });

  it('what the caller invented stands left of what the proxies saw', () => {
    const headers = { 'x-forwarded-for': '6.6.6.6, 1.2.3.4, 10.1.2.3' };
    expect(originOf(headers, '10.0.0.5', false, trusted).address).toBe('1.2.3.4');
  });

  it('nonsense in the headers falls back to the connection', () => {
    const headers = { 'x-forwarded-for': 'unknown', 'x-forwarded-proto': 'javascript' };
    expect(originOf(headers, '10.0.0.5', true, trusted)).toEqual({ protocol: 'https', address: '10.0.0.5' });
  });

  it('an IPv4 caller on a socket of both families is an IPv4 address', () => {
    expect(originOf({}, '::ffff:192.0.2.7', false, trusted).address).toBe('192.0.2.7');
    expect(originOf({ 'x-forwarded-for': '1.2.3.4' }, '::ffff:10.0.0.5', false, trusted).address).toBe('1.2.3.4');
    expect(originOf({ 'x-forwarded-for': '2001:db8::1' }, 'fd00::2', false, trusted).address).toBe('2001:db8::1');
  });
});

describe('the host a request names', () => {
  it.each(['localhost:3000', 'segnala.comune.example.it', '192.0.2.7:80', '[::1]:3000'])('%s is a host', (host) => {
    expect(isSaneHost(host)).toBe(true);
  });

  it.each([undefined, '', 'a b', 'evil/path', 'user@evil', 'a:b:c', 'x'.repeat(256), 'a?b', 'a#b'])(
    '%s is none',
    (host) => {
      expect(isSaneHost(host)).toBe(false);
    },
  );
});
