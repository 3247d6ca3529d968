/**
 * Partita IVA, and the eleven-digit codice fiscale of bodies that have none: seven digits of the holder, three of the tax
 * office, one check digit (D.M. 23 dicembre 1976 n. 13813, art. 7 and 8; the same sum as in the European Commission's rules
 * for VIES). Digits in odd places count as they are, those in even places doubled, less nine when that passes nine; the
 * check digit brings the sum of all eleven to a multiple of ten.
 */
export function hasRightCheckDigit(digits: string): boolean {
  if (!/^\d{11}$/.test(digits) || /^0+$/.test(digits)) return false;
  const sum = Array.from(digits).reduce((total, digit, index) => {
    const value = index % 2 === 0 ? Number(digit) : Number(digit) * 2;
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/**
 * What was typed as the number is kept: without spaces, dots and the country in front if it is Italian. Numbers of other
 * countries of the Union keep theirs (directive 2006/112/CE, art. 215) and are not verified. Null when it is neither.
 */
export function readVatNumber(typed: string): string | null {
  const written = typed.toUpperCase().replace(/[\s.\-/]+/g, '');
  const italian = written.replace(/^IT/, '');
  if (/^\d+$/.test(italian)) return hasRightCheckDigit(italian) ? italian : null;
  return /^(?:AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)[0-9A-Z+*]{2,12}$/.test(
    written,
  )
    ? written
    : null;
}
