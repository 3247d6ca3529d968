import type { Actor } from './actor.ts';
import type { ActId, MunicipalityId } from './ids.ts';

/** `live`, in a practice municipality, or brought from another system: followers treat them differently. */
export type Origin = 'live' | 'practice' | 'import';

/** One thing done by somebody at one instant: all entries it writes carry its id. Made by `perform`. */
export type Act = {
  readonly id: ActId;
  readonly municipality: MunicipalityId;
  readonly actor: Actor;
  /** When it happened, in microseconds, by the municipality's clock. */
  readonly at: Temporal.Instant;
  readonly origin: Origin;
};
