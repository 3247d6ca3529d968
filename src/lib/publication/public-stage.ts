import type { Stage, State } from '#lib/requests/request.ts';

/** What everybody sees of a stage: that the citizen was asked something is between them and the office. */
export type PublicStage = Exclude<Stage, 'waiting'>;

export function publicStageOf(state: State, inspectionOpen: boolean): PublicStage {
  return state !== 'closed' && inspectionOpen ? 'inspection' : state;
}
