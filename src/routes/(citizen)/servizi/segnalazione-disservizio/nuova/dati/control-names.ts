/** The control of a question, by which the form sends its answer and the summary of errors finds it. */
export function controlOf(question: string): string {
  return `risposta-${question}`;
}

/** Where a category's questions stand. */
export function questionsId({ id }: { id: string }): string {
  return `domande-${id}`;
}
