import { expect, test } from 'vitest';
import { readLinkToken, readTimedLink, writeLinkToken, writeTimedLink } from './link-token.ts';

test('a link carries the number and the secret there and back', () => {
  const reference = { series: 'P', year: 2026, number: 123 } as const;
  const link = writeLinkToken(reference, 'aB_-0');
  expect(link).toBe('P-2026-00123.aB_-0');
  expect(readLinkToken(link)).toEqual({ reference, token: 'aB_-0' });
});

test.each(['', '.', 'abc', '2026-00123', 'x.y', '.secret'])('«%s» is no link of ours', (text) => {
  expect(readLinkToken(text)).toBeNull();
});

test('a link with a time comes back as it was written, and nothing else is one', () => {
  const link = {
    reference: { series: '', year: 2026, number: 123 } as const,
    until: Temporal.Instant.from('2026-03-01T10:00:00.123Z'),
    token: 'AbC-_9',
  };
  const written = writeTimedLink(link);
  const read = readTimedLink(written);
  expect(read?.until.equals(link.until)).toBe(true);
  expect(read).toMatchObject({ reference: link.reference, token: link.token });
  for (const wrong of [
    '',
    '2026-00123',
    '2026-00123.x',
    '2026-00123..t',
    '2026-00123.zzzzzzzzzzz.t',
    '.1.t',
    `${written}.x`,
  ])
    expect(readTimedLink(wrong)).toBeNull();
});
