import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { modelCategories, type RealCategory } from './alessandria-categories.ts';
import { chooseRequests, closedRequests, durationOf } from './alessandria-requests.ts';
import { chosenRequests } from './chosen-requests.ts';
import { closedStories } from './practice-texts.ts';

const csv = readFileSync(join(import.meta.dirname, 'data/alessandria-segnalazioni.csv'), 'utf8');
const all = closedRequests(csv);
const wanted = Object.fromEntries(
  Object.entries(closedStories).map(([category, stories]) => [category, stories.length]),
) as Record<RealCategory, number>;

test('the chosen rows are those that the choice takes from the file', async () => {
  const rows = chooseRequests(all, wanted).map(({ id, category, created, closed }) => ({
    id,
    category,
    created: created.toString(),
    closed: closed.toString(),
  }));
  await expect(`${JSON.stringify(rows, null, 2)}\n`).toMatchFileSnapshot('./data/chosen-rows.json');
});

test('every category of the file is mapped, and every mapped one is in the file', () => {
  const categories = new Set(
    csv
      .split('\n')
      .slice(1)
      .map((line) => line.split(';')[6] ?? ''),
  );
  categories.delete('');
  categories.delete('Categoria');
  expect([...categories].sort()).toEqual(Object.keys(modelCategories).sort());
});

test('odd rows are left out: the repeated header, no category, not closed', () => {
  expect(all.length).toBe(2636);
  expect(all.every(({ created, closed }) => Temporal.PlainDate.compare(created, closed) <= 0)).toBe(true);
  const odd = `${csv.split('\n')[0] ?? ''}
1;chiusa;2024;2024-01-02;2024-01-05;App;Buche
Id;Stato;Anno;Creato;Chiusa;DescrizioneBreve;Categoria
2;chiusa;2024;2024-01-02;2024-01-05;App;
3;aperta;2024;2024-01-02;;App;Buche
4;chiusa;2024;2024-01-05;2024-01-02;App;Buche
`;
  expect(closedRequests(odd).map(({ id }) => id)).toEqual(['1']);
});

test('another file and an unknown category are faults', () => {
  expect(() => closedRequests('a;b;c')).toThrow(/columns/);
  expect(() => closedRequests(`${csv.split('\n')[0] ?? ''}\n1;chiusa;2024;2024-01-02;2024-01-05;App;Ufo`)).toThrow(
    /Ufo/,
  );
});

describe('the hundred', () => {
  test('are a hundred different rows of the file, of every category', () => {
    expect(chosenRequests.length).toBe(100);
    expect(new Set(chosenRequests.map(({ id }) => id)).size).toBe(100);
    expect(new Set(chosenRequests.map(({ category }) => category)).size).toBe(Object.keys(modelCategories).length);
    const ids = new Set(all.map(({ id }) => id));
    expect(chosenRequests.every(({ id }) => ids.has(id))).toBe(true);
  });

  test('last from hours to months', () => {
    const durations = chosenRequests.map(durationOf).sort((a, b) => a - b);
    expect(durations[0]).toBe(0);
    expect(durations[50]).toBeLessThan(30);
    expect(durations.at(-1)).toBeGreaterThan(90);
  });

  test('hold the newest closing of the file', () => {
    const newest = all
      .map(({ closed }) => closed.toString())
      .sort()
      .at(-1);
    expect(chosenRequests.some(({ closed }) => closed.toString() === newest)).toBe(true);
  });
});
