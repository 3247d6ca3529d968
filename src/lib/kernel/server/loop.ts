/** Something done again and again by one process: when woken, and at the latest after `every`. */
export type Loop = {
  wake(): void;
  /** Resolves when the round under way has ended; no other begins. */
  stop(): Promise<void>;
};

export type LoopOptions = {
  /** Milliseconds between rounds when nobody wakes it. */
  every: number;
  /** One round; true asks for the next one at once. */
  round: () => Promise<boolean>;
  /** A round failed: the loop goes on after `every`, at the latest every ten seconds. */
  onError: (error: unknown) => void;
};

export function startLoop({ every, round, onError }: LoopOptions): Loop {
  let stopping = false;
  let woken = false;
  let resume: (() => void) | null = null;

  async function run(): Promise<void> {
    while (!stopping) {
      woken = false;
      let again = false;
      try {
        again = await round();
      } catch (error) {
        onError(error);
      }
      if (!again && !woken && !stopping) await pause();
    }
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, every);
      resume = done;
      function done(): void {
        clearTimeout(timer);
        resume = null;
        resolve();
      }
    });
  }

  const running = run();
  return {
    wake() {
      woken = true;
      resume?.();
    },
    async stop() {
      stopping = true;
      resume?.();
      await running;
    },
  };
}
