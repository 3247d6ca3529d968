/** Something the person at the terminal can mend. The message is for them: one sentence that says what to do. */
export class Problem extends Error {
  override name = 'Problem';
}
