import type { Term } from '#lib/deadlines/term.ts';

/** A danger's term is in hours; everything else has the category's own. */
export function termOf(
  category: { term_amount: number; term_unit: Term['unit']; danger_hours: number },
  danger: boolean,
): Term {
  return danger
    ? { amount: category.danger_hours, unit: 'hours' }
    : { amount: category.term_amount, unit: category.term_unit };
}
