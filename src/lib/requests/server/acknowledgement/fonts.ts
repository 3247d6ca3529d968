import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as fontkit from 'fontkit';

export type FontName = 'text' | 'bold';
export type FontFile = { name: string; bytes: Buffer; has(letter: number): boolean };

const weights = { text: 400, bold: 600 } as const;
const subsets = ['latin', 'latin-ext'] as const;

let read: Record<FontName, FontFile[]> | undefined;

/** The pages' own font, in the two files in which it comes: Western letters, and those of the rest of Latin. Read once. */
export function fontFiles(): Record<FontName, FontFile[]> {
  read ??= { text: filesOf('text'), bold: filesOf('bold') };
  return read;
}

function filesOf(name: FontName): FontFile[] {
  const { resolve } = createRequire(import.meta.url);
  return subsets.map((subset) => {
    const file = `@fontsource/titillium-web/files/titillium-web-${subset}-${String(weights[name])}-normal.woff`;
    const bytes = readFileSync(resolve(file));
    const font = fontkit.create(bytes) as fontkit.Font;
    return { name: `${name}-${subset}`, bytes, has: (letter) => font.hasGlyphForCodePoint(letter) };
  });
}

export type Run = { font: string; text: string };

/** What nobody has drawn in this font is shown as this; who listens to the document hears the letter itself. */
const UNKNOWN = '?';

/** The text cut where the other file has the letter. `whole` is false where one had none. */
export function runsOf(text: string, name: FontName): { runs: Run[]; whole: boolean } {
  const files = fontFiles()[name];
  const runs: Run[] = [];
  let whole = true;
  for (const letter of text.normalize('NFC').replace(/[\p{Cc}\p{Cf}]/gu, (sign) => (sign === '\n' ? sign : ''))) {
    const last = runs.at(-1);
    const code = letter.codePointAt(0) ?? 0;
    const known = letter === '\n' || files.some((file) => file.has(code));
    if (!known) whole = false;
    const wanted = known ? letter : UNKNOWN;
    const font =
      letter === '\n' || !known ? undefined : files.find((file) => file.name === last?.font && file.has(code))?.name;
    const own = font ?? (known && letter !== '\n' ? files.find((file) => file.has(code))?.name : last?.font);
    const drawn = own ?? files[0]?.name ?? '';
    if (last?.font === drawn) last.text += wanted;
    else runs.push({ font: drawn, text: wanted });
  }
  return { runs, whole };
}
