import { buildWhatIsStale } from '../../scripts/build-what-is-stale.js';

/** The programs that these tests start serve the real build. */
export default buildWhatIsStale;
