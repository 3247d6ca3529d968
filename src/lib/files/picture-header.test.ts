import { readFileSync } from 'node:fs';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { readPictureHeader } from './picture-header.ts';

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#808080' } });

describe('the first bytes of a file', () => {
  test.each([
    ['image/jpeg', (it: Sharp) => it.jpeg()],
    ['image/jpeg', (it: Sharp) => it.jpeg({ progressive: true })],
    ['image/png', (it: Sharp) => it.png()],
    ['image/webp', (it: Sharp) => it.webp()],
    ['image/webp', (it: Sharp) => it.webp({ lossless: true })],
    ['image/webp', (it: Sharp) => it.ensureAlpha(0.5).webp()],
  ] as const)('tell a picture of %s and its size', async (type, encode) => {
    expect(readPictureHeader(await encode(picture(321, 123)).toBuffer())).toEqual({ type, width: 321, height: 123 });
  });

  const heic = readFileSync('test/samples/buca.heic');

  test('tell a telephone’s HEIC and its size', () => {
    expect(readPictureHeader(heic)).toEqual({ type: 'image/heic', width: 640, height: 480 });
  });

  test('of every length of a HEIC ask for more or tell the same', () => {
    const answers = Array.from({ length: heic.length }, (_, length) => readPictureHeader(heic.subarray(0, length)));
    const first = answers.findIndex((answer) => answer !== 'more');
    expect(first).toBeGreaterThan(100);
    expect(answers.slice(first).every((answer) => answer !== 'more' && answer?.width === 640)).toBe(true);
  });

  test.each([
    ['another brand', (it: Buffer) => it.write('avif', 8, 'latin1') && it.write('avif', 20, 'latin1')],
    ['a box shorter than its own head', (it: Buffer) => it.writeUInt32BE(4, it.indexOf('iprp') - 4)],
    ['no size', (it: Buffer) => it.write('xxxx', it.indexOf('ispe'), 'latin1')],
    ['a size of nothing', (it: Buffer) => it.writeUInt32BE(0, it.indexOf('ispe') + 8)],
  ])('refuse a HEIC with %s', (_, spoil) => {
    const spoiled = Buffer.from(heic);
    spoil(spoiled);
    expect(readPictureHeader(spoiled)).toBeNull();
  });

  test('ask for more while metadata stands before the size', async () => {
    const bytes = await picture(40, 30)
      .withExif({ IFD0: { ImageDescription: 'x'.repeat(20_000) } })
      .jpeg()
      .toBuffer();
    expect(readPictureHeader(bytes.subarray(0, 5000))).toBe('more');
    expect(readPictureHeader(bytes)).toMatchObject({ width: 40, height: 30 });
  });

  test.each([
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a document', Buffer.from('%PDF-1.7 ..............')],
    ['an animation', Buffer.from('GIF89a..............................')],
    ['a vector picture', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a JPEG without a picture', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xd9]), Buffer.alloc(20)])],
    [
      'a JPEG with a segment of no length',
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0]), Buffer.alloc(20)]),
    ],
    [
      'a PNG that begins with another chunk',
      Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(20)]),
    ],
  ])('refuse %s', (_, bytes) => {
    expect(readPictureHeader(bytes)).toBeNull();
  });
});
