import { expect, test } from 'vitest';
import { progressOf } from './progress.ts';

type Followed = Parameters<typeof progressOf>[0];
type Step = Followed['steps'][number];

const day = (text: string) => Temporal.PlainDate.from(text);
const at = (text: string) => Temporal.Instant.from(text);
const around = { zone: 'Europe/Rome', locale: 'it', today: day('2026-03-05'), dueDay: day('2026-03-16') } as const;
const received: Followed = {
  stage: 'received',
  state: 'received',
  outcome: null,
  receivedAt: at('2026-02-24T08:46:00Z'),
  takenAt: null,
  closedAt: null,
  steps: [],
  office: { id: '' as Followed['office']['id'], name: 'Strade', phone: '', hours: '' },
  responsible: null,
};
const step = (changes: Partial<Step>): Step =>
  ({
    kind: 'inspection',
    state: 'planned',
    holder: 'Marco',
    date: day('2026-03-03'),
    time: null,
    doneAt: null,
    ...changes,
  }) as Step;
const states = (request: Partial<Followed>) =>
  progressOf({ ...received, ...request }, around).bar.map(
    ({ name, state, note }) => `${name}: ${state}, ${note ?? ''}`,
  );

test('a new request waits for somebody, and says by when it will end', () => {
  expect(states({})).toEqual([
    'Ricevuta: now, 24 feb',
    'Presa in carico: future, presto',
    'Sopralluogo: future, se serve',
    'Conclusa: future, entro il 16 mar',
  ]);
});

test('what was reached stays ticked while the next inspection is planned', () => {
  const takenAt = at('2026-02-25T07:50:00Z');
  expect(states({ stage: 'inspection', state: 'in-charge', takenAt, steps: [step({})] })).toEqual([
    'Ricevuta: done, 24 feb',
    'Presa in carico: done, 25 feb',
    'Sopralluogo: now, per il 3 mar',
    'Conclusa: future, entro il 16 mar',
  ]);
});

test('after an inspection the request is in charge again, and the inspection ticked', () => {
  const done = step({ state: 'done', doneAt: at('2026-03-03T09:15:00Z') });
  const takenAt = at('2026-02-25T07:50:00Z');
  expect(states({ stage: 'in-charge', state: 'in-charge', takenAt, steps: [done] })).toContain(
    'Sopralluogo: done, 3 mar',
  );
});

test('a closed request shows what it had and owes nothing more', () => {
  const closedAt = at('2026-03-04T10:00:00Z');
  expect(states({ stage: 'closed', state: 'closed', closedAt, steps: [step({ state: 'cancelled' })] })).toEqual([
    'Ricevuta: done, 24 feb',
    'Conclusa: done, 4 mar',
  ]);
});
