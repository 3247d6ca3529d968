import type { Term } from '#lib/deadlines/term.ts';
import type { CategoryId, HamletId, OfficeId, PersonId, RequestId, SectorId, StepId } from '#lib/kernel/ids.ts';

/** What is stored of where a request stands (product.md, Words). */
export type State = 'received' | 'in-charge' | 'closed';
export const outcomes = ['solved', 'declined', 'redirected', 'withdrawn', 'joined'] as const;
export type Outcome = (typeof outcomes)[number];
export type Kind = 'fault' | 'complaint' | 'suggestion' | 'question' | 'praise';
export type StepKind = 'inspection' | 'question';
export type StepState = 'planned' | 'done' | 'asked' | 'answered' | 'lapsed' | 'cancelled';
/** Did it help: what a citizen says of a request that staff closed. */
export const ratings = ['yes', 'partly', 'no'] as const;
export type Rating = (typeof ratings)[number];

/** What is shown of where a request stands, derived: the first that holds. */
export const stages = ['closed', 'inspection', 'waiting', 'in-charge', 'received'] as const;
export type Stage = (typeof stages)[number];

/** Wide enough for what people write, narrow enough for a list. Characters. */
export const lengths = {
  title: 120,
  body: 4000,
  place: 200,
  name: 100,
  email: 254,
  phone: 30,
  business: 160,
  vat: 20,
  message: 4000,
  findings: 4000,
  note: 4000,
  outcomeText: 4000,
  plannedNote: 500,
  question: 1000,
  answer: 4000,
  reason: 1000,
  rating: 1000,
} as const;

/** A request as its transitions see it, locked or not. */
export type RequestState = {
  id: RequestId;
  version: number;
  state: State;
  category: CategoryId;
  office: OfficeId;
  sector: SectorId;
  hamlet: HamletId | null;
  responsible: PersonId | null;
  /** When its term began: at receipt, or when it was last opened again. */
  termFrom: Temporal.Instant;
  term: Term;
  closedAt: Temporal.Instant | null;
  outcome: Outcome | null;
  openSteps: readonly StepId[];
};
