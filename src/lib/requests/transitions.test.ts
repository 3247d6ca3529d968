import { expect, test } from 'vitest';
import type { PersonId } from '#lib/kernel/ids.ts';
import { outcomes } from './request.ts';
import { canBeRated, isOpenStep, reopenedState, stageOf } from './transitions.ts';

test('the first stage that holds is shown: an inspection before a question, closed before everything', () => {
  const both = { inspection: true, question: true };
  expect(stageOf('closed', both)).toBe('closed');
  expect(stageOf('in-charge', both)).toBe('inspection');
  expect(stageOf('in-charge', { inspection: false, question: true })).toBe('waiting');
  expect(stageOf('in-charge', { inspection: false, question: false })).toBe('in-charge');
  expect(stageOf('received', { inspection: false, question: false })).toBe('received');
});

test('a step is open while it is planned or asked', () => {
  const states = ['planned', 'done', 'asked', 'answered', 'lapsed', 'cancelled'] as const;
  expect(states.filter((state) => isOpenStep({ state }))).toEqual(['planned', 'asked']);
});

test('a reopened request goes back to who held it', () => {
  expect(reopenedState('p' as PersonId)).toBe('in-charge');
  expect(reopenedState(null)).toBe('received');
});

test('whether it helped is asked of what staff ended', () => {
  expect(outcomes.filter(canBeRated)).toEqual(['solved', 'declined', 'redirected']);
  expect(canBeRated(null)).toBe(false);
});
