import * as m from '#lib/words/compiled/messages.js';
import type { Locale } from './relative-date.ts';
import type { OutcomeName, StageName } from './views.ts';

type Word = (inputs: Record<string, never>, options?: { locale?: Locale }) => string;

const stages: Record<StageName, Word> = {
  received: m.console_stage_received,
  'in-charge': m.console_stage_in_charge,
  inspection: m.console_stage_inspection,
  works: m.console_stage_works,
  waiting: m.console_stage_waiting,
  suspended: m.console_stage_suspended,
  closed: m.console_stage_closed,
};

const outcomes: Record<OutcomeName, Word> = {
  solved: m.console_outcome_solved,
  declined: m.console_outcome_declined,
  redirected: m.console_outcome_redirected,
  withdrawn: m.console_outcome_withdrawn,
  joined: m.console_outcome_joined,
};

/** Without a language: that of the page being made. */
export function stageWord(stage: StageName, locale?: Locale): string {
  return stages[stage]({}, locale ? { locale } : {});
}

export function outcomeWord(outcome: OutcomeName, locale?: Locale): string {
  return outcomes[outcome]({}, locale ? { locale } : {});
}

/** For a narrow column. */
export function shortOutcomeWord(outcome: OutcomeName): string {
  if (outcome === 'declined') return m.console_outcome_short_declined();
  return outcome === 'redirected' ? m.console_outcome_short_redirected() : outcomeWord(outcome);
}
