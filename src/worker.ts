import type { ProcessSettings } from './lib/kernel/settings.ts';
import { composeWorker } from './compose.ts';

/** A worker without web: what the launcher runs for INSIEME_ROLE=worker. */
export async function startWorker(settings: ProcessSettings): Promise<{ close(): Promise<void> }> {
  return Promise.resolve(composeWorker(settings));
}
