import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { around, drawnArea, inPixels, partOf, pictureGrid } from './picture-area.ts';

const parts = Array.from({ length: pictureGrid.rows }, (_, row) =>
  Array.from({ length: pictureGrid.columns }, (__, column) => `${String(row + 1)}-${String(column + 1)}`),
).flat();

describe('parts of a picture', () => {
  test('all together are the whole', () => {
    const whole = around(parts.map(partOf).filter((area) => area !== null));
    expect(whole?.left).toBe(0);
    expect(whole?.top).toBe(0);
    expect(whole?.width).toBeCloseTo(100);
    expect(whole?.height).toBeCloseTo(100);
  });

  test.each(['', '0-1', '5-1', '1-7', '1', '1-1-1', 'a-b', '10-1'])('«%s» is none', (text) => {
    expect(partOf(text)).toBeNull();
  });

  test.each(['', '1 2 3', '1 2 3 4 5', 'a b c d', '-1 0 10 10', '95 0 10 10', '0 0 0 10', '0 0 10 0.2'])(
    '«%s» is no rectangle',
    (text) => {
      expect(drawnArea(text)).toBeNull();
    },
  );

  test('lie inside of the picture in whole pixels, however small it is', () => {
    const hundredths = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(
        fc.record({ left: hundredths, top: hundredths, width: hundredths, height: hundredths }),
        fc.integer({ min: 1, max: 1600 }),
        fc.integer({ min: 1, max: 1600 }),
        (area, width, height) => {
          const pixels = inPixels(area, width, height);
          for (const value of Object.values(pixels)) expect(Number.isInteger(value)).toBe(true);
          expect(pixels.width).toBeGreaterThanOrEqual(1);
          expect(pixels.height).toBeGreaterThanOrEqual(1);
          expect(pixels.left + pixels.width).toBeLessThanOrEqual(width);
          expect(pixels.top + pixels.height).toBeLessThanOrEqual(height);
        },
      ),
    );
  });

  test('nothing chosen keeps nothing', () => {
    expect(around([])).toBeNull();
  });
});
