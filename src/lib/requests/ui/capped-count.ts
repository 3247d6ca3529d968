/** Counting stops here: the cost of a page does not grow with the years. */
export const COUNT_CAP = 1000;

/** "63", and "1000+" for what was counted up to the cap. */
export function cappedCount(count: number): string {
  return count > COUNT_CAP ? `${COUNT_CAP}+` : String(count);
}
