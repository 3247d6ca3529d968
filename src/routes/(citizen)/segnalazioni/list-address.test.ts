import { expect, test } from 'vitest';
import { readKey, stageNamesInOrder, stageOfName, writeKey } from './list-address.ts';

test('a page’s end goes into the address and back', () => {
  const reference = { series: 'P', year: 2026, number: 123 } as const;
  const day = Temporal.PlainDate.from('2026-11-23');
  const written = writeKey({ day, reference });
  expect(written).toBe('2026-11-23_P-2026-00123');
  const key = readKey(written);
  expect(key).toMatchObject({ number: 123, series: 'P' });
  expect(key?.day.equals(day)).toBe(true);
});

test.each(['', 'x', '2026-13-40_2026-00123', '2026-11-23_', '2026-11-23_x', '2026-11-23', '_2026-00123'])(
  '«%s» begins the list',
  (text) => {
    expect(readKey(text)).toBeNull();
  },
);

test('states that nobody knows ask for nothing', () => {
  expect(stageNamesInOrder.map(stageOfName)).toEqual(['received', 'in-charge', 'inspection', 'closed']);
  expect(stageOfName('toString')).toBeNull();
  expect(stageOfName('')).toBeNull();
});
