/** For libraries that write a moment into a file and know no Temporal. Nothing of ours takes or keeps one. */
export function libraryDate(at: Temporal.Instant): Date {
  return new Date(at.epochMilliseconds);
}
