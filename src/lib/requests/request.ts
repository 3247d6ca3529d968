import type { CategoryId, HamletId, OfficeId, PersonId, RequestId, SectorId, StepId } from '#lib/kernel/ids.ts';

/** What is stored of where a request stands (product.md, Words). */
export type State = 'received' | 'in-charge' | 'closed';
export const outcomes = ['solved', 'declined', 'redirected', 'withdrawn', 'joined'] as const;
export type Outcome = (typeof outcomes)[number];
export type Kind = 'fault' | 'complaint' | 'suggestion' | 'question' | 'praise';
export type StepState = 'planned' | 'done' | 'cancelled';

/** What is shown of where a request stands, derived: the first that holds. */
export const stages = ['closed', 'inspection', 'in-charge', 'received'] as const;
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
  openSteps: readonly StepId[];
};
