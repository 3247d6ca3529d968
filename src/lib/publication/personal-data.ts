export const personalDataKinds = ['email', 'iban', 'tax-code', 'vat', 'plate', 'phone', 'name'] as const;
export type PersonalDataKind = (typeof personalDataKinds)[number];

/** Where in a text something stands that is likely somebody's: characters from and up to. */
export type Finding = { kind: PersonalDataKind; from: number; to: number };

/** The first that holds keeps its place; what overlaps it later is the same thing seen otherwise. */
const patterns: readonly [PersonalDataKind, RegExp, ((found: string) => boolean)?][] = [
  ['email', /[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,4}/gu],
  // ISO 13616; the check digits keep product codes out.
  ['iban', /\b[A-Z]{2}\d{2}(?: ?[A-Z\d]){11,30}\b/gi, isIban],
  // D.M. 23 December 1976, with the letters that stand for digits where two people would have the same.
  ['tax-code', /\b[A-Z]{6}[\dL-NP-V]{2}[ABCDEHLMPR-T][\dL-NP-V]{2}[A-Z][\dL-NP-V]{3}[A-Z]\b/gi],
  ['vat', /\b\d{11}\b/g, isVat],
  // Art. 100 C.d.S.: two letters, three digits, two letters, none of I, O, Q, U.
  ['plate', /\b[A-HJ-NPR-TV-Z]{2}[ -]?\d{3}[ -]?[A-HJ-NPR-TV-Z]{2}\b|\b[a-hj-npr-tv-z]{2}\d{3}[a-hj-npr-tv-z]{2}\b/g],
  ['phone', /(?<![\d\p{L}])(?:(?:\+|00)\d{1,3}[ ./-]?)?\(?[03]\d{1,3}\)?(?:[ ./-]?\d){5,8}(?![\d\p{L}])/gu, isPhone],
  ['phone', /(?<![\d\p{L}])\+\d(?:[ ./-]?\d){6,13}(?![\d\p{L}])/gu],
];

/**
 * Likely personal data in what a citizen wrote, for the reviewer's eye: it marks and never decides. `names` are those of the
 * author, found as whole words.
 */
export function findPersonalData(text: string, names: readonly string[] = []): Finding[] {
  const findings: Finding[] = [];
  const add = (kind: PersonalDataKind, pattern: RegExp, holds: (found: string) => boolean = () => true) => {
    for (const { 0: found, index } of text.matchAll(pattern)) {
      const finding = { kind, from: index, to: index + found.length };
      if (holds(found) && !findings.some((other) => overlap(other, finding))) findings.push(finding);
    }
  };
  for (const [kind, pattern, holds] of patterns) add(kind, pattern, holds);
  for (const name of names.flatMap((whole) => whole.split(/\s+/u)).filter((word) => word.length > 2)) {
    add('name', new RegExp(`(?<!\\p{L})${RegExp.escape(name)}(?!\\p{L})`, 'giu'));
  }
  return findings.sort((a, b) => a.from - b.from);
}

/** The text cut at its findings, in order: what a page marks. */
export function markedParts(
  text: string,
  findings: readonly Finding[],
): { text: string; kind: PersonalDataKind | null }[] {
  const parts: { text: string; kind: PersonalDataKind | null }[] = [];
  let at = 0;
  for (const { kind, from, to } of findings) {
    parts.push({ text: text.slice(at, from), kind: null }, { text: text.slice(from, to), kind });
    at = to;
  }
  parts.push({ text: text.slice(at), kind: null });
  return parts.filter((part) => part.text !== '');
}

function overlap(a: Finding, b: Finding): boolean {
  return a.from < b.to && b.from < a.to;
}

function isIban(found: string): boolean {
  const code = found.replaceAll(' ', '').toUpperCase();
  const digits = Array.from(code.slice(4) + code.slice(0, 4), (sign) => parseInt(sign, 36).toString()).join('');
  return code.length >= 15 && Array.from(digits).reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
}

/** The last of its eleven digits checks the others (D.P.R. 633/1972 art. 35, by Luhn's formula). */
function isVat(digits: string): boolean {
  const sum = Array.from(digits).reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** A day is written with the same signs. */
function isPhone(found: string): boolean {
  return !/^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$/.test(found) && found.replace(/\D/g, '').length >= 8;
}
