import { plain } from './street-name.ts';
import type { TypedAddress } from './typed-address.ts';

export type KnownStreet = { kind: string; words: string; locality: string; hamlet: string | null };

/** Below this a street is not what was meant; nor when another one is by so much nearer to it. */
const enough = 0.62;
const behind = 0.27;

/** From 0 to a little more than 1: how well a street answers to what was typed. */
export function likeness(typed: TypedAddress, street: KnownStreet): number {
  const names = street.words.split(' ');
  const around = plain(`${street.locality} ${street.hamlet ?? ''}`)
    .split(' ')
    .filter(Boolean);
  const letters = sum(typed.words.map((word) => word.length));
  if (letters === 0) return 0;
  const found = sum(
    typed.words.map((word) => word.length * Math.max(best(word, names), 0.85 * best(word, around, 'whole'))),
  );
  if (Math.max(...typed.words.map((word) => best(word, names))) === 0) return 0;
  const unasked = names.filter((name) => typed.words.every((word) => wordLikeness(word, name) === 0)).length;
  const near = typed.tail.some((word) => word.length > 2 && best(word, around, 'whole') > 0);
  return found / letters - 0.04 * unasked + kindBonus(typed.kind, street.kind) + (near ? 0.1 : 0);
}

/** The streets that were meant, the likeliest first; equal ones in the order in which they came. */
export function rankStreets<T extends KnownStreet>(
  readings: readonly TypedAddress[],
  streets: readonly T[],
): { street: T; typed: TypedAddress }[] {
  const scored = streets
    .flatMap((street) => {
      const read = readings.map((typed) => ({ street, typed, score: likeness(typed, street) }));
      return read.toSorted((a, b) => b.score - a.score).slice(0, 1);
    })
    .sort((a, b) => b.score - a.score);
  const least = Math.max(enough, (scored[0]?.score ?? 0) - behind);
  return scored.filter(({ score }) => score >= least).map(({ street, typed }) => ({ street, typed }));
}

function kindBonus(typed: string, known: string): number {
  if (typed === '') return 0;
  return typed === known ? 0.08 : -0.1;
}

function best(word: string, names: readonly string[], how: 'part' | 'whole' = 'part'): number {
  return Math.max(0, ...names.map((name) => (how === 'whole' && word.length < 3 ? 0 : wordLikeness(word, name))));
}

/** 1 for the same word; less for its beginning, an initial, a slip of the fingers; 0 for another word. */
function wordLikeness(typed: string, word: string): number {
  if (typed === word) return 1;
  if (/^\d+$/.test(typed) || /^\d+$/.test(word)) return 0;
  if (typed.length === 1) return word.startsWith(typed) ? 0.7 : 0;
  if (word.startsWith(typed)) return 0.8 + (0.15 * typed.length) / word.length;
  const slips = slipsBetween(typed, word);
  return slips <= allowed(Math.max(typed.length, word.length)) ? 1 - 0.14 * slips : 0;
}

function allowed(length: number): number {
  if (length <= 3) return 0;
  return length <= 5 ? 1 : length <= 8 ? 2 : 3;
}

/** Letters left out, added, changed, or swapped with their neighbour (optimal string alignment). */
export function slipsBetween(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
