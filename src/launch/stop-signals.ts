/** How often a child of npm looks whether npm still lives. */
const LOOK = 1_000;

/**
 * Resolves with the first order to stop: a signal, or the end of the npm that runs us (which is told by no signal when
 * npm itself was killed). Ctrl-C reaches us twice, from the terminal and from npm: only the first counts.
 */
export function stopOrder(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        resolve(signal);
      });
    if (process.env.npm_lifecycle_event === undefined) return;
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) resolve('npm');
    }, LOOK).unref();
  });
}
