import { toMicroseconds, type Clock } from '../clock.ts';

/** The one place that reads the machine's clock for what the trail keeps. */
export const systemClock: Clock = () => toMicroseconds(Temporal.Now.instant());
