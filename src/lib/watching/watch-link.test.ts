import { expect, test } from 'vitest';
import { newId, type WatchId } from '#lib/kernel/ids.ts';
import { readWatchLink, writeWatchLink } from './watch-link.ts';

test('a link is read as it was written', () => {
  const link = { watch: newId<WatchId>(), token: 'aB-_9' };
  expect(readWatchLink(writeWatchLink(link))).toEqual(link);
});

test.each(['', 'x', 'x.y', newId<WatchId>(), `${newId<WatchId>()}.`, `${newId<WatchId>()}.a.b`])(
  '“%s” is none',
  (text) => {
    expect(readWatchLink(text)).toBeNull();
  },
);
