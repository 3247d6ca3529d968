import { expect, test } from 'vitest';
import { textLinks } from './text-links.ts';

test('addresses become parts of their own, without the sentence’s full stop', () => {
  expect(textLinks('Segui qui: http://localhost:3000/segui?t=a-b_c. Grazie')).toEqual([
    { text: 'Segui qui: ' },
    { text: 'http://localhost:3000/segui?t=a-b_c', href: 'http://localhost:3000/segui?t=a-b_c' },
    { text: '. Grazie' },
  ]);
});

test('only http and https become links', () => {
  expect(textLinks('javascript:alert(1)')).toEqual([{ text: 'javascript:alert(1)' }]);
});
