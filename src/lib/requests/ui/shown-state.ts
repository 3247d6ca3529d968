import type { ActName, FormState, StepView } from './views.ts';

type Page = { offered: readonly ActName[]; steps: readonly Pick<StepView, 'id' | 'acts'>[] };

/** Acts that are one button: they have no field beside which anything could be said. */
const bare = new Set<ActName>(['take', 'password', 'resendMail']);

/**
 * Whether one of the page's forms is the one that came back refused, and shows why. Otherwise it stands nowhere any more
 * (its step is over, its act is not offered), and the page itself has to say it.
 */
export function isShownInForm({ act, step }: Pick<FormState, 'act' | 'step'>, { offered, steps }: Page): boolean {
  if (bare.has(act) || !offered.includes(act)) return false;
  if (act !== 'completeInspection' && act !== 'cancelInspection' && act !== 'cancelQuestion') return true;
  return steps.some(({ id, acts }) => id === step && acts.includes(act));
}
