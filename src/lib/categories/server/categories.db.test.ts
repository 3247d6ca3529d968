import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { perform } from '#lib/kernel/server/perform.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { buildTwoTowns, type Town } from '#test/town.ts';
import { addCategory, listCategories, type NewCategory } from './categories.ts';
import { changeQuestions } from './change-questions.ts';
import type { Question } from '../question.ts';

let db: TestDatabase;
let here: Town;
let there: Town;
const words = (text: string) => ({ it: text, en: text, de: text, fr: text });

beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  [here, there] = await buildTwoTowns(db.web);
});
afterAll(() => db.close());

const fresh = (town: Town, slug: string, changes: Partial<NewCategory> = {}): NewCategory => ({
  slug,
  names: words(slug),
  hints: words(''),
  icon: 'in-category-roads',
  office: town.offices.roads,
  term: { amount: 30, unit: 'calendar-days' },
  position: 9,
  ...changes,
});
const add = (town: Town, slug: string, changes: Partial<NewCategory> = {}, by = town.people.administrator) =>
  perform(town.door, by, null, addCategory, fresh(town, slug, changes));

describe('a category', () => {
  test('stands below one of the top of its own municipality, and is offered under its name', async () => {
    const top = await add(here, 'animali');
    if (!top.ok) throw new Error(top.reason);
    const below = await add(here, 'cani', { parent: top.id });
    if (!below.ok) throw new Error(below.reason);
    expect(await add(here, 'cuccioli', { parent: below.id })).toEqual({ ok: false, reason: 'wrong-parent' });
    expect(await add(there, 'gatti', { parent: top.id })).toEqual({ ok: false, reason: 'wrong-parent' });
    expect(await add(here, 'topi', {}, here.people.operator)).toEqual({ ok: false, reason: 'not-allowed' });

    const offered = await listCategories(db.web, here.id);
    expect(offered.map(({ slug, heading }) => [slug, heading?.it ?? null])).toEqual([
      ['strade', null],
      ['verde', null],
      ['cani', 'animali'],
    ]);
    expect((await listCategories(db.web, there.id)).map(({ slug }) => slug)).toEqual(['strade', 'verde']);
  });

  test('has its questions changed by administrators, from the version that they saw', async () => {
    const question: Question = {
      id: 'q',
      type: 'text',
      label: words('Numero?'),
      help: words(''),
      required: false,
      options: [],
      longest: 20,
      shownBy: null,
    };
    const put = (town: Town, version: number, by = here.people.administrator) =>
      perform(here.door, by, null, changeQuestions, {
        category: town.categories.roads,
        version,
        edit: { kind: 'put', question },
      });
    expect(await put(here, 1, here.people.head)).toEqual({ ok: false, reason: 'not-allowed' });
    expect(await put(there, 1)).toEqual({ ok: false, reason: 'unknown-category' });
    const both = await Promise.all([put(here, 1), put(here, 1)]);
    expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect(both).toContainEqual({ ok: false, reason: 'changed-meanwhile' });
    const [roads] = await listCategories(db.web, here.id);
    expect(roads?.questions).toEqual([question]);
  });
});
