import { expect, test } from 'vitest';
import { readLinkToken, writeLinkToken } from './link-token.ts';

test('a link carries the number and the secret there and back', () => {
  const reference = { series: 'P', year: 2026, number: 123 } as const;
  const link = writeLinkToken(reference, 'aB_-0');
  expect(link).toBe('P-2026-00123.aB_-0');
  expect(readLinkToken(link)).toEqual({ reference, token: 'aB_-0' });
});

test.each(['', '.', 'abc', '2026-00123', 'x.y', '.secret'])('«%s» is no link of ours', (text) => {
  expect(readLinkToken(text)).toBeNull();
});
