import * as m from '#lib/words/compiled/messages.js';
import type { StepKind } from '../request.ts';

/** "Sopralluogo", "Domanda al cittadino" */
export function stepName({ kind }: { kind: StepKind }): string {
  return kind === 'question' ? m.console_step_question() : m.console_step_inspection();
}
