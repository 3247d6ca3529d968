import { expect, test } from 'vitest';
import { nextAct, type NextActSource } from './next-act.ts';

const now = Temporal.Instant.from('2026-11-23T09:44:00Z');
const next = (more: Partial<NextActSource>) =>
  nextAct(
    {
      state: 'in-charge',
      receivedAt: Temporal.Instant.from('2026-11-22T09:00:00Z'),
      office: 'Strade',
      responsible: 'Anna Bianchi',
      steps: [],
      question: null,
      fromCitizen: null,
      actingAs: 'Anna Bianchi',
      ...more,
    },
    now,
    'Europe/Rome',
    'it',
  );
const step = (state: 'planned' | 'done', date = '2026-11-23') => ({
  state,
  holder: 'Anna Bianchi',
  date: Temporal.PlainDate.from(date),
  time: Temporal.PlainTime.from('09:00'),
});

test('a new request is for whoever of its office opens it, and the office’s for who may only read', () => {
  expect(next({ state: 'received' })).toMatchObject({ act: 'take', turn: { of: 'you' } });
  expect(next({ state: 'received', actingAs: null })).toMatchObject({ turn: { of: 'office', name: 'Strade' } });
  expect(next({ state: 'received' })?.detail).toBe('Ricevuta ieri, nessuno la segue ancora');
});

test('an inspection is its holder’s, before and after its hour', () => {
  expect(next({ steps: [step('planned')] })).toMatchObject({
    act: 'completeInspection',
    turn: { of: 'you' },
    detail: 'Il sopralluogo era: lun 23 nov, 09:00',
  });
  expect(next({ steps: [step('planned', '2026-11-24')], actingAs: 'Marco Nardi' })).toMatchObject({
    turn: { of: 'person', name: 'Anna Bianchi' },
    detail: 'Il sopralluogo è: mar 24 nov, 09:00',
  });
});

test('with no step yet the next is an inspection, with all steps over it is closing', () => {
  expect(next({})?.act).toBe('planInspection');
  expect(next({ steps: [step('done')] })?.act).toBe('close');
});

test('in charge of nobody is said as a fault, and a closed request has no next act', () => {
  expect(next({ responsible: null })?.turn).toEqual({ of: 'nobody' });
  expect(next({ state: 'closed' })).toBeNull();
});

test('what the citizen wrote comes first, and a question is theirs to answer', () => {
  const fromCitizen = { kind: 'question-answered', at: Temporal.Instant.from('2026-11-23T08:20:00Z') } as const;
  expect(next({ fromCitizen, steps: [step('planned')] })).toEqual({
    act: 'reply',
    turn: { of: 'you' },
    detail: 'Il cittadino ha risposto: oggi, 09:20',
  });
  const question = { until: Temporal.PlainDate.from('2026-12-03') };
  expect(next({ question })).toMatchObject({ act: 'await', turn: { of: 'citizen' } });
  expect(next({ question, steps: [step('planned')] })?.act).toBe('completeInspection');
  expect(next({ state: 'received', fromCitizen })?.act).toBe('take');
});
