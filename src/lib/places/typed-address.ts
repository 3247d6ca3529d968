import { nameOf, plain, type StreetName } from './street-name.ts';

/** What somebody typed as an address, as far as it can be understood. */
export type TypedAddress = StreetName & {
  number: number | null;
  /** What follows the number: "b" of "12/b". */
  suffix: string;
  /** What comes after: a hamlet, or words of another kind. */
  tail: readonly string[];
};

/** Numbers have up to five digits in the register, postcodes exactly five; nobody lives at so high a number. */
const highest = 9999;
const suffixes = /^(?:[a-z]|bis|ter|quater|barrato|\d{1,3}[a-z]?)$/;
/** Words between a street and its number. */
const numberWords = new Set(['n', 'nr', 'num', 'numero', 'civ', 'civico', 'no']);

/**
 * The ways in which it can be read, the likeliest first: "via 25 aprile 3" has its number at the end, "strada statale 206"
 * may have none.
 */
export function readTypedAddress(text: string): TypedAddress[] {
  const tokens = plain(text).split(' ').filter(Boolean).flatMap(splitSuffix).slice(0, 20);
  const at = tokens.findLastIndex((token, index) => index > 0 && /^\d{1,4}$/.test(token) && isNumber(tokens, index));
  const whole: TypedAddress = { ...nameOf(tokens), number: null, suffix: '', tail: [] };
  if (at < 0) return tokens.length > 0 ? [whole] : [];
  const before = tokens.slice(0, at);
  while (before.length > 1 && numberWords.has(before.at(-1) ?? '')) before.pop();
  const next = tokens[at + 1] ?? '';
  const suffix = suffixes.test(next) ? next : '';
  const address: TypedAddress = {
    ...nameOf(before),
    number: Number(tokens[at]),
    suffix,
    tail: tokens.slice(at + (suffix ? 2 : 1)),
  };
  return [address, whole];
}

/** "12b" and "n12" are two things written together. */
function splitSuffix(token: string): string[] {
  const found = /^(n)?(\d{1,4})(bis|ter|quater|[a-z])?$/.exec(token);
  return found ? [found[1], found[2], found[3]].filter((part) => part !== undefined) : [token];
}

/** Not the "4" of "12/4", which belongs to what stands before it, and not higher than any number. */
function isNumber(tokens: readonly string[], index: number): boolean {
  const before = tokens[index - 1] ?? '';
  const belongs = index > 1 && /^\d{1,4}$/.test(before);
  return !belongs && Number(tokens[index]) <= highest;
}

/** Whether words still name the address that was chosen: more may follow ("davanti al forno"), its own may not change. */
export function stillNames(typed: string, label: string): boolean {
  const [given, wanted] = [plain(typed).split(' '), plain(label).split(' ')];
  return wanted.every((token, at) => given[at] === token);
}
