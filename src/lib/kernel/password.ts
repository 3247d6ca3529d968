/** Read aloud and typed by anybody: no 0 or O, 1 or I. 80 bits as sixteen of these 32. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Ten bytes as four groups of four: K7MP-4WXT-9HQE-R2DN. */
export function writePassword(bytes: Uint8Array): string {
  if (bytes.length !== 10) throw new Error('a password has ten bytes');
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  let text = '';
  for (let place = 15n; place >= 0n; place--) {
    text += alphabet.charAt(Number((bits >> (place * 5n)) & 31n));
    if (place > 0n && place % 4n === 0n) text += '-';
  }
  return text;
}

/** What somebody typed, as the sixteen letters to compare: case, spaces and hyphens do not count. */
export function normalizePassword(text: string): string {
  return text.toUpperCase().replace(/[\s\u2010-\u2015-]+/g, '');
}
