/** A part of a picture, in hundredths of its width and height. */
export type Area = { left: number; top: number; width: number; height: number };

/** The parts that can be chosen without drawing: the picture in columns and rows. */
export const pictureGrid = { columns: 6, rows: 4 } as const;

/** "2-5" is the second row's fifth part; null for anything else. */
export function partOf(text: string): Area | null {
  const [, row, column] = /^([1-9])-([1-9])$/.exec(text) ?? [];
  if (row === undefined || column === undefined) return null;
  if (Number(row) > pictureGrid.rows || Number(column) > pictureGrid.columns) return null;
  const width = 100 / pictureGrid.columns;
  const height = 100 / pictureGrid.rows;
  return { left: (Number(column) - 1) * width, top: (Number(row) - 1) * height, width, height };
}

/** "12.5 30 20 10": a rectangle drawn on the picture; null when it is none, or too small to mean one. */
export function drawnArea(text: string): Area | null {
  const numbers = text.split(' ').map(Number);
  const [left = NaN, top = NaN, width = NaN, height = NaN] = numbers;
  const inside = left >= 0 && top >= 0 && left + width <= 100.5 && top + height <= 100.5;
  return numbers.length === 4 && inside && width >= 1 && height >= 1 ? { left, top, width, height } : null;
}

/** The smallest area that holds all of them: what a crop keeps. */
export function around(areas: readonly Area[]): Area | null {
  if (areas.length === 0) return null;
  const left = Math.min(...areas.map((area) => area.left));
  const top = Math.min(...areas.map((area) => area.top));
  const right = Math.max(...areas.map((area) => area.left + area.width));
  const bottom = Math.max(...areas.map((area) => area.top + area.height));
  return { left, top, width: right - left, height: bottom - top };
}

/** In whole pixels, inside of the picture, at least one. */
export function inPixels(area: Area, width: number, height: number): Area {
  const left = Math.min(width - 1, Math.max(0, Math.floor((area.left / 100) * width)));
  const top = Math.min(height - 1, Math.max(0, Math.floor((area.top / 100) * height)));
  const right = Math.min(width, Math.max(left + 1, Math.ceil(((area.left + area.width) / 100) * width)));
  const bottom = Math.min(height, Math.max(top + 1, Math.ceil(((area.top + area.height) / 100) * height)));
  return { left, top, width: right - left, height: bottom - top };
}
