import type { RequestAction } from '#lib/kernel/permissions.ts';
import type { Outcome, Stage, State, StepState } from './request.ts';

/**
 * The states of a request as a table (product.md, States): refusals, buttons, tests and documentation derive from it.
 * Acts of later issues (hand over, suspend, withdraw, join, reopen) are added here first.
 */
export const transitions = {
  'take-in-charge': { from: ['received'], to: 'in-charge' },
  message: { from: ['received', 'in-charge'], to: 'same' },
  note: { from: ['received', 'in-charge', 'closed'], to: 'same' },
  'plan-inspection': { from: ['received', 'in-charge'], to: 'in-charge' },
  'do-inspection': { from: ['received', 'in-charge'], to: 'in-charge' },
  'cancel-inspection': { from: ['received', 'in-charge'], to: 'same' },
  close: { from: ['received', 'in-charge'], to: 'closed' },
} as const satisfies Partial<Record<RequestAction, { from: readonly State[]; to: State | 'same' }>>;
export type Transition = keyof typeof transitions;

export function allows(state: State, transition: Transition): boolean {
  return (transitions[transition].from as readonly State[]).includes(state);
}

/** Outcomes that staff may close with, by state: what nobody took in charge cannot have been solved. */
const closings: Record<State, readonly Outcome[]> = {
  received: ['declined', 'redirected'],
  'in-charge': ['solved', 'declined', 'redirected'],
  closed: [],
};

export function closingOutcomes(state: State): readonly Outcome[] {
  return closings[state];
}

/** Inspection: planned → done, or cancelled. */
export const stepTransitions = {
  'do-inspection': { from: 'planned', to: 'done' },
  'cancel-inspection': { from: 'planned', to: 'cancelled' },
} as const satisfies Record<string, { from: StepState; to: StepState }>;

/** The first stage that holds: closed; inspection; in charge; received (works, suspension and questions come with theirs). */
export function stageOf(state: State, hasOpenInspection: boolean): Stage {
  if (state === 'closed') return 'closed';
  if (hasOpenInspection) return 'inspection';
  return state;
}
