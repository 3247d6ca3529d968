import type { PersonId } from '#lib/kernel/ids.ts';
import type { CitizenAction, RequestAction } from '#lib/kernel/permissions.ts';
import type { Outcome, Stage, State, StepState } from './request.ts';

/**
 * The states of a request as a table (product.md, States): refusals, buttons, tests and documentation derive from it.
 * Acts of later issues (hand over, suspend, join) are added here first. `held`: in charge of whoever held it, else received.
 */
export const transitions = {
  'take-in-charge': { from: ['received'], to: 'in-charge' },
  message: { from: ['received', 'in-charge'], to: 'same' },
  note: { from: ['received', 'in-charge', 'closed'], to: 'same' },
  'plan-inspection': { from: ['received', 'in-charge'], to: 'in-charge' },
  'do-inspection': { from: ['received', 'in-charge'], to: 'in-charge' },
  'cancel-inspection': { from: ['received', 'in-charge'], to: 'same' },
  'ask-citizen': { from: ['in-charge'], to: 'same' },
  'cancel-question': { from: ['in-charge'], to: 'same' },
  'change-danger': { from: ['received', 'in-charge'], to: 'same' },
  'help-with-access': { from: ['received', 'in-charge', 'closed'], to: 'same' },
  close: { from: ['received', 'in-charge'], to: 'closed' },
  reopen: { from: ['closed'], to: 'held' },
  answer: { from: ['in-charge'], to: 'same' },
  write: { from: ['received', 'in-charge'], to: 'same' },
  'add-photos': { from: ['received', 'in-charge'], to: 'same' },
  remind: { from: ['received', 'in-charge'], to: 'same' },
  withdraw: { from: ['received', 'in-charge'], to: 'closed' },
  rate: { from: ['closed'], to: 'same' },
} as const satisfies Partial<
  Record<RequestAction | CitizenAction, { from: readonly State[]; to: State | 'same' | 'held' }>
>;
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

/** What a citizen may still say and do once it is closed: of what staff ended, whether it helped. */
export function canBeRated(outcome: Outcome | null): boolean {
  return outcome === 'solved' || outcome === 'declined' || outcome === 'redirected';
}

/** Inspection: planned → done, or cancelled. Question: asked → answered or lapsed, or cancelled. */
export const stepTransitions = {
  'do-inspection': { from: 'planned', to: 'done' },
  'cancel-inspection': { from: 'planned', to: 'cancelled' },
  answer: { from: 'asked', to: 'answered' },
  lapse: { from: 'asked', to: 'lapsed' },
  'cancel-question': { from: 'asked', to: 'cancelled' },
} as const satisfies Record<string, { from: StepState; to: StepState }>;

/** Work that is still to be done on a request that is not closed. */
export const openStepStates = ['planned', 'asked'] as const satisfies readonly StepState[];

export function isOpenStep({ state }: { state: StepState }): boolean {
  return (openStepStates as readonly StepState[]).includes(state);
}

/** The first stage that holds: closed; inspection; waiting for the citizen; in charge; received (works and suspension come with theirs). */
export function stageOf(state: State, open: { inspection: boolean; question: boolean }): Stage {
  if (state === 'closed') return 'closed';
  if (open.inspection) return 'inspection';
  if (open.question) return 'waiting';
  return state;
}

/** Where a reopened request comes back to: whoever held it holds it again. */
export function reopenedState(responsible: PersonId | null): State {
  return responsible === null ? 'received' : 'in-charge';
}
