import { expect, test } from 'vitest';
import { dueTone, dueView, groupByTerm } from './due-view.ts';
import type { InboxRow } from './views.ts';

const today = Temporal.PlainDate.from('2026-11-23');
const on = (text: string) => ({ dueOn: Temporal.PlainDate.from(text) });

test('a term is late the day after it ends, pressing on its day and the day before, amber within a week', () => {
  expect(dueTone(on('2026-11-22'), today)).toBe('late');
  expect(dueTone(on('2026-11-23'), today)).toBe('today');
  expect(dueTone(on('2026-11-24'), today)).toBe('today');
  expect(dueTone(on('2026-11-25'), today)).toBe('soon');
  expect(dueTone(on('2026-11-30'), today)).toBe('soon');
  expect(dueTone(on('2026-12-01'), today)).toBe('later');
});

test('a suspended term is never late, and says until when it stands still', () => {
  const term = { ...on('2026-11-01'), suspended: { until: Temporal.PlainDate.from('2026-12-04') } };
  expect(dueView(term, today, 'it')).toMatchObject({ tone: 'suspended', short: 'ferma', relative: 'fino al 4 dic' });
});

test('a closed request shows the day it was closed', () => {
  const term = { ...on('2026-11-01'), closedOn: Temporal.PlainDate.from('2026-11-20') };
  expect(dueView(term, today, 'it')).toMatchObject({ tone: 'closed', iso: '2026-11-20', relative: '3 giorni fa' });
});

test('rows stand under their terms, the late ones first, and keep their order', () => {
  const row = (reference: string, due: string): InboxRow => ({
    reference,
    danger: reference.startsWith('P'),
    href: '',
    title: '',
    category: '',
    hamlet: null,
    place: '',
    stage: { stage: 'received' },
    person: null,
    fromCitizen: null,
    due: dueView(on(due), today, 'it'),
  });
  const rows = [row('b', '2026-12-24'), row('a', '2026-11-20'), row('c', '2026-11-21')];
  expect(groupByTerm(rows).map((group) => [group.term, group.rows.map((r) => r.reference)])).toEqual([
    ['late', ['a', 'c']],
    ['later', ['b']],
  ]);
});
