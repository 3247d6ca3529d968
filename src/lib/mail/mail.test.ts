import { expect, test } from 'vitest';
import { messageIdOf, pauseAfter, redactAnswer } from './mail.ts';

test('the pauses between attempts grow, and end within two days', () => {
  const pauses: number[] = [];
  for (let attempt = 1; ; attempt++) {
    const pause = pauseAfter(attempt);
    if (!pause) break;
    pauses.push(pause.total('minutes'));
  }
  expect(pauses[0]).toBe(1);
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  const hours = pauses.reduce((sum, minutes) => sum + minutes, 0) / 60;
  expect(hours).toBeGreaterThan(47);
  expect(hours).toBeLessThanOrEqual(48);
});

test('a Message-ID is on the municipality’s host, without its port', () => {
  expect(messageIdOf('abc', 'http://localhost:3000')).toBe('<abc@localhost>');
});

test('an answer keeps the server’s words and loses the addresses in them', () => {
  expect(redactAnswer('550 5.1.1 <maria.rossi@example.it>:\r\n user unknown (to=x@y.it)')).toBe(
    '550 5.1.1 <…@…>: user unknown (…@…)',
  );
});
