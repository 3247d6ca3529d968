import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { perform } from '#lib/kernel/server/perform.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { aReport, buildTwoTowns, type Town } from '#test/town.ts';
import type { CategoryId } from '#lib/kernel/ids.ts';
import { listOffices } from '#lib/offices/server/list-offices.ts';
import { listPeople } from '#lib/people/server/list-people.ts';
import { reportRequest } from '#lib/requests/server/report-request.ts';
import { addCategory, listCategories, listForEditing, readCategory, type NewCategory } from './categories.ts';
import { changeCategory } from './change-category.ts';
import { changeQuestions } from './change-questions.ts';
import { moveCategory } from './move-category.ts';
import { readCategoryHistory } from './read-category-history.ts';
import type { CategorySettings } from '../category.ts';
import type { QuestionEdit } from '../edit-questions.ts';
import type { Question } from '../question.ts';

let db: TestDatabase;
let here: Town;
let there: Town;
const today = Temporal.PlainDate.from('2026-11-23');
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

  describe('is changed', () => {
    const settingsOf = async (town: Town, id: CategoryId): Promise<{ version: number; settings: CategorySettings }> => {
      const category = await readCategory(db.web, town.people.administrator, id);
      if (!category) throw new Error('no such category');
      const { version, ...settings } = category;
      return { version, settings };
    };
    const change = (
      town: Town,
      category: CategoryId,
      version: number,
      settings: CategorySettings,
      by = town.people.administrator,
    ) => perform(town.door, by, null, changeCategory, { category, version, settings });

    test('by administrators alone, and read by them alone', async () => {
      const { roads } = here.categories;
      const { version, settings } = await settingsOf(here, roads);
      for (const by of [here.people.head, here.people.mayor, here.people['front-desk']]) {
        expect(await change(here, roads, version, settings, by)).toEqual({ ok: false, reason: 'not-allowed' });
        expect(await readCategory(db.web, by, roads)).toBeNull();
        expect(await listForEditing(db.web, by)).toBeNull();
        expect(await readCategoryHistory(db.web, by, roads)).toEqual([]);
        expect(await listPeople(db.web, by, today)).toEqual([]);
        expect(await perform(here.door, by, null, moveCategory, { category: roads, by: 'up' })).toEqual({
          ok: false,
          reason: 'not-allowed',
        });
      }
    });

    test('within its own municipality: neither its categories nor offices and people of another', async () => {
      const { roads } = here.categories;
      const { version, settings } = await settingsOf(here, roads);
      expect(await readCategory(db.web, there.people.administrator, roads)).toBeNull();
      expect(await change(there, roads, version, settings)).toEqual({ ok: false, reason: 'unknown-category' });
      expect(await change(here, roads, version, { ...settings, office: there.offices.roads })).toEqual({
        ok: false,
        reason: 'unknown-office',
      });
      expect(await change(here, roads, version, { ...settings, onCall: there.people.head.person })).toEqual({
        ok: false,
        reason: 'unknown-person',
      });
      const move = perform(there.door, there.people.administrator, null, moveCategory, { category: roads, by: 'up' });
      expect(await move).toEqual({ ok: false, reason: 'unknown-category' });
      expect((await listOffices(db.web, here.id)).map(({ name }) => name)).toEqual(['Strade', 'Verde']);
      const people = await listPeople(db.web, here.people.administrator, today);
      expect(people).toHaveLength(10);
      expect(people.map(({ id }) => id)).not.toContain(there.people.head.person);
    });

    test('once for each version, and the history says who changed what from what', async () => {
      const { green } = here.categories;
      const { version, settings } = await settingsOf(here, green);
      const wanted = { ...settings, term: { amount: 10, unit: 'working-days' }, visibility: 'public' } as const;
      const both = await Promise.all([change(here, green, version, wanted), change(here, green, version, wanted)]);
      expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
      expect(both).toContainEqual({ ok: false, reason: 'changed-meanwhile' });
      // Nothing changed: nothing is written.
      expect(await change(here, green, version + 1, wanted)).toEqual({ ok: true });

      const [last, first] = await readCategoryHistory(db.web, here.people.administrator, green);
      expect(last).toMatchObject({
        version: version + 1,
        by: 'Carlo Macchina',
        changes: {
          amount: { before: '30', after: '10' },
          unit: { before: 'calendar-days', after: 'working-days' },
          visibility: { before: 'reviewed', after: 'public' },
        },
      });
      expect(first).toMatchObject({ version, by: null });
      expect(await settingsOf(here, green)).toMatchObject({ version: version + 1, settings: wanted });
    });

    test('into two levels, and no more', async () => {
      const top = await add(here, 'mare', { active: false });
      const other = await add(here, 'spiagge', { active: false });
      const below = top.ok ? await add(here, 'boe', { parent: top.id, active: false }) : top;
      if (!top.ok || !other.ok || !below.ok) throw new Error('not made');
      const stands = async (id: CategoryId, parent: CategoryId) => {
        const { version, settings } = await settingsOf(here, id);
        return change(here, id, version, { ...settings, parent });
      };
      const refused = { ok: false, reason: 'wrong-parent' };
      expect(await stands(top.id, top.id)).toEqual(refused);
      expect(await stands(top.id, other.id)).toEqual(refused);
      expect(await stands(other.id, below.id)).toEqual(refused);
      expect(await stands(other.id, top.id)).toEqual({ ok: true });
      const tree = (await listForEditing(db.web, here.people.administrator)) ?? [];
      const at = tree.findIndex(({ id }) => id === top.id);
      expect(new Set(tree.slice(at + 1, at + 3).map(({ slug }) => slug))).toEqual(new Set(['spiagge', 'boe']));
    });

    test('in its place among those beside it, and an end stays the end', async () => {
      const order = async () => (await listCategories(db.web, there.id)).map(({ slug }) => slug);
      const move = (category: CategoryId, by: 'up' | 'down') =>
        perform(there.door, there.people.administrator, null, moveCategory, { category, by });
      expect(await order()).toEqual(['strade', 'verde']);
      expect(await move(there.categories.green, 'up')).toEqual({ ok: true });
      expect(await order()).toEqual(['verde', 'strade']);
      expect(await move(there.categories.green, 'up')).toEqual({ ok: true });
      expect(await order()).toEqual(['verde', 'strade']);
      expect(await move(there.categories.green, 'down')).toEqual({ ok: true });
      expect(await order()).toEqual(['strade', 'verde']);
      const [moved] = await readCategoryHistory(db.web, there.people.administrator, there.categories.green);
      expect(moved).toMatchObject({ moved: true, by: 'Carlo Macchina' });
    });

    test('out of use: it takes no new requests', async () => {
      const added = await add(here, 'vecchia');
      if (!added.ok) throw new Error(added.reason);
      const { version, settings } = await settingsOf(here, added.id);
      expect(await change(here, added.id, version, { ...settings, active: false })).toEqual({ ok: true });
      const report = perform(here.door, here.citizen, null, reportRequest, aReport(here, { category: added.id }));
      expect(await report).toEqual({ ok: false, reason: 'unknown-category' });
      expect((await listCategories(db.web, here.id)).map(({ id }) => id)).not.toContain(added.id);
    });
  });

  test('tells each edit of a question, before and after', async () => {
    const made = await add(here, 'domande');
    if (!made.ok) throw new Error(made.reason);
    const edits: QuestionEdit[] = [
      { kind: 'put', question: { ...asked, id: 'a' } },
      { kind: 'put', question: { ...asked, id: 'b', shownBy: { question: 'a', value: 'x' } } },
      { kind: 'remove', id: 'a' },
      { kind: 'move', id: 'b', by: 'up' },
      { kind: 'remove', id: 'b' },
    ];
    const answers = [];
    let version = 1;
    for (const edit of edits) {
      const answer = await perform(here.door, here.people.administrator, null, changeQuestions, {
        category: made.id,
        version,
        edit,
      });
      if (answer.ok) version++;
      answers.push(answer.ok ? 'ok' : answer.reason);
    }
    expect(answers).toEqual(['ok', 'ok', 'depends', 'depends', 'ok']);
    const history = await readCategoryHistory(db.web, here.people.administrator, made.id);
    expect(history.map(({ question }) => question?.done ?? null)).toEqual(['removed', 'added', 'added', null]);
    expect(history[0]?.question?.before?.id).toBe('b');
  });
});

const asked: Question = {
  id: 'q',
  type: 'choice',
  label: words('Quale?'),
  help: words(''),
  required: false,
  options: [{ value: 'x', label: words('X') }],
  longest: 0,
  shownBy: null,
};
