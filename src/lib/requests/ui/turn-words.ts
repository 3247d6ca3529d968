import * as m from '#lib/words/compiled/messages.js';
import type { NextAct, TurnView } from './views.ts';

/** "Tocca a te", "Tocca a Marco Nardi", "Tocca a Strade", "Non tocca a nessuno". */
export function turnWords(turn: TurnView): string {
  if (turn.of === 'you') return m.console_turn_you();
  if (turn.of === 'citizen') return m.console_turn_citizen();
  if (turn.of === 'nobody') return m.console_turn_nobody();
  return m.console_turn_other({ name: turn.name });
}

const acts: Record<NextAct['act'], () => string> = {
  take: m.console_next_take,
  reply: m.console_next_reply,
  await: m.console_next_await,
  planInspection: m.console_next_plan,
  completeInspection: m.console_next_complete,
  close: m.console_next_close,
};

export function nextActWords(act: NextAct['act']): string {
  return acts[act]();
}
