/** The worker as it runs in production: sequencer, every follower, jobs. */
import { parseProcessSettings } from '#lib/kernel/settings.ts';
import { startWorker } from '../../src/worker.ts';
import { tellWorking } from './tell-working.ts';

const parsed = parseProcessSettings(process.env);
if (!parsed.ok) throw new Error(`wrong settings: ${parsed.wrong.map(({ name }) => name).join()}`);
await startWorker(parsed.settings);
tellWorking();
