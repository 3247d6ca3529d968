import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tidyTyped } from './typed-text.ts';

describe('what was typed', () => {
  test.each([
    ['  Via Roma 1 \t', 'Via Roma 1'],
    ['una\r\ndue\rtre\n\nquattro', 'una\ndue\ntre\n\nquattro'],
    ['bu\u0000ca\u0007 \u001b[31mrossa', 'buca [31mrossa'],
    ['Pagato \u202eotagap non', 'Pagato otagap non'],
    ['\u200b\ufeff\u2060', ''],
    ['perche\u0301', 'perché'],
    ['👩\u200d🔧 è già qui', '👩\u200d🔧 è già qui'],
    ['metà \ud83d', 'metà'],
  ])('%j is kept as %j', (typed, kept) => {
    expect(tidyTyped(typed)).toBe(kept);
  });

  test('is kept the same when it comes again, with nothing that cannot be seen', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 0xffff })), (codes) => {
        const typed = String.fromCharCode(...codes); // halves of letters too
        const kept = tidyTyped(typed);
        expect(tidyTyped(kept)).toBe(kept);
        expect(kept).not.toMatch(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u);
      }),
    );
  });

  test('words of any language stay as they are', () => {
    for (const words of ['Straße, Äpfel', 'déjà vu', 'Γειά', 'שלום', 'مرحبا', '街道', 'नमस्ते'])
      expect(tidyTyped(words)).toBe(words);
  });
});
