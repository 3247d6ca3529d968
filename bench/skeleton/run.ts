import { systemClock } from '#lib/kernel/server/system-clock.ts';
import { describeMachine, keepFigures, printFigures, type Figure } from '../figure.ts';
import { openGround, type Ground } from './ground.ts';
import { measureIntake } from './intake.ts';
import { loadYears } from './load-years.ts';
import { measureMailDelay } from './mail-delay.ts';
import { measurePageWeights } from './page-weight.ts';
import { measurePages } from './pages.ts';
import { killPrograms } from './program.ts';
import { measureStarts } from './starts.ts';

const parts: Record<string, (ground: Ground) => Promise<Figure[]>> = {
  starts: measureStarts,
  weight: measurePageWeights,
  mail: measureMailDelay,
  pages: measurePages,
  // Last: what comes in here would make every list longer than a town's.
  intake: measureIntake,
};

/** The figures of the skeleton; `only` names some of them. */
export async function run(only: readonly string[]): Promise<void> {
  const begun = systemClock();
  const ground = await openGround();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      killPrograms();
      void ground.close().finally(() => process.exit(1));
    });
  try {
    const requests = await loadYears(ground, { closed: 19_300, open: 600 });
    console.log(`  ${requests} requests in the lists`);
    const figures: Figure[] = [];
    for (const [name, measure] of Object.entries(parts))
      if (only.length === 0 || only.includes(name)) figures.push(...(await measure(ground)));
    const machine = describeMachine(ground.postgres);
    printFigures(machine, figures);
    console.log(
      `\n${keepFigures('skeleton', machine, figures)}, ${begun.until(systemClock()).total('seconds').toFixed(0)} s`,
    );
  } finally {
    await ground.close();
  }
}
