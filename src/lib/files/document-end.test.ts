import { describe, expect, test } from 'vitest';
import { document } from '#test/photos.ts';
import { judgeDocument } from './document-end.ts';

describe('a PDF', () => {
  test('is whole with its end, also when a mail program has added empty lines', () => {
    expect(judgeDocument(document())).toBeNull();
    expect(judgeDocument(Buffer.concat([document(), Buffer.from('\r\n\r\n')]))).toBeNull();
  });

  test('cut off anywhere is broken', () => {
    const whole = document();
    for (let length = 0; length < whole.length - 1; length++)
      expect(judgeDocument(whole.subarray(0, length)), String(length)).toBe('broken');
  });

  test('with something behind its end is broken: it may be another file too', () => {
    expect(judgeDocument(Buffer.concat([document(), Buffer.from('PK\x03\x04 a whole archive')]))).toBe('broken');
  });

  test('that asks for a password is locked', () => {
    expect(judgeDocument(document({ locked: true }))).toBe('locked');
  });
});
