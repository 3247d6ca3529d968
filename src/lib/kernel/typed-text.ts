/**
 * What somebody typed, as it is kept: line ends of one kind, without what no keyboard writes and nobody sees. Controls (a NUL
 * no database takes), marks that turn the direction of what follows them (Unicode TR 36: one line shown as another), letters
 * without width (a field that only looks filled in). Joiners stay: emoji and some scripts are written with them.
 */
export function tidyTyped(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]/g, '')
    .normalize('NFC') // after what stood between a letter and its accent has gone
    .trim();
}
