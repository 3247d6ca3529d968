import { expect, test } from 'vitest';
import { parseReplyAddress, plainAddress, writeReplyAddress } from './reply-address.ts';

const reference = { series: '', year: 2026, number: 123 } as const;
const token = '0123456789abcdef0123';

test('the address to answer to carries number and token, whatever case it comes back in', () => {
  const address = writeReplyAddress('segnalazioni@borgo.example.it', reference, token);
  expect(address).toBe(`segnalazioni+2026-00123.${token}@borgo.example.it`);
  for (const given of [address, address.toUpperCase()]) expect(parseReplyAddress(given)).toEqual({ reference, token });
  expect(plainAddress(address)).toBe('segnalazioni@borgo.example.it');
});

test.each(['segnalazioni@borgo.example.it', 'a+b@c.it', `a+2026-00123.${token}x@c.it`, `a+zz.${token}@c.it`, ''])(
  'the address «%s» carries none',
  (address) => {
    expect(parseReplyAddress(address)).toBeNull();
  },
);
