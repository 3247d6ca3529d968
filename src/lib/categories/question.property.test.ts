import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conditionsHold, editQuestions, type QuestionEdit } from './edit-questions.ts';
import { askedQuestions, checkAnswers, questionTypes, type Answers, type Question } from './question.ts';

const words = (text: string) => ({ it: text, en: text, de: text, fr: text });
const ids = ['a', 'b', 'c', 'd', 'e'];
const values = ['x', 'y', 'z'];

/** Questions as an administrator can make them: a condition names an earlier question with options. */
const questions: fc.Arbitrary<Question[]> = fc
  .array(
    fc.record({
      type: fc.constantFrom(...questionTypes),
      required: fc.boolean(),
      by: fc.nat(),
      value: fc.constantFrom(...values),
      conditional: fc.boolean(),
    }),
    { maxLength: ids.length },
  )
  .map((drawn) => {
    const made: Question[] = [];
    for (const [at, { type, required, by, value, conditional }] of drawn.entries()) {
      const earlier = made.filter(({ options }) => options.length > 0);
      const shower = conditional ? earlier[by % Math.max(1, earlier.length)] : undefined;
      made.push({
        id: ids[at] ?? '',
        type,
        label: words(`Domanda ${at}`),
        help: words(''),
        required,
        options:
          type === 'choice' || type === 'several'
            ? values.map((option) => ({ value: option, label: words(option) }))
            : [],
        longest: 10,
        shownBy: shower ? { question: shower.id, value } : null,
      });
    }
    return made;
  });
const answers: fc.Arbitrary<Answers> = fc.dictionary(
  fc.constantFrom(...ids),
  fc.array(fc.oneof(fc.constantFrom(...values), fc.string({ maxLength: 14 })), { maxLength: 3 }),
);

describe('the questions of a category', () => {
  test('are asked where every question that they stand on is asked and has that answer', () => {
    fc.assert(
      fc.property(questions, answers, (all, given) => {
        const asked = new Set(askedQuestions(all, given).map(({ id }) => id));
        const holds = ({ shownBy }: Question): boolean => {
          if (shownBy === null) return true;
          const by = all.find(({ id }) => id === shownBy.question);
          return by !== undefined && holds(by) && (given[by.id] ?? []).includes(shownBy.value);
        };
        for (const question of all) expect(asked.has(question.id)).toBe(holds(question));
      }),
    );
  });

  test('keep answers to what was asked alone, in their own words, and miss nothing that is required', () => {
    fc.assert(
      fc.property(questions, answers, (all, given) => {
        const asked = askedQuestions(all, given);
        const checked = checkAnswers(all, given);
        if (!checked.ok) {
          expect(asked.map(({ id }) => id)).toEqual(expect.arrayContaining(Object.keys(checked.problems)));
          return;
        }
        const kept = checked.given.map(({ question }) => question);
        expect(asked.map(({ id }) => id)).toEqual(expect.arrayContaining(kept));
        for (const { id, required } of asked) if (required) expect(kept).toContain(id);
        for (const { question, label, values: chosen, words: said } of checked.given) {
          const of = all.find(({ id }) => id === question);
          expect(label).toEqual(of?.label);
          expect(chosen.length).toBeGreaterThan(0);
          if (of && of.options.length > 0) expect(said).toHaveLength(chosen.length);
        }
      }),
    );
  });

  test('never stand on what is not there or comes later, whatever is edited', () => {
    const edits: fc.Arbitrary<QuestionEdit> = fc.oneof(
      questions
        .filter((all) => all.length > 0)
        .map((all): QuestionEdit => ({ kind: 'put', question: all.at(-1) as Question })),
      fc.record({ kind: fc.constant('move' as const), id: fc.constantFrom(...ids), by: fc.constantFrom('up', 'down') }),
      fc.record({ kind: fc.constant('remove' as const), id: fc.constantFrom(...ids) }),
    );
    fc.assert(
      fc.property(questions, fc.array(edits, { maxLength: 12 }), (all, list) => {
        let now: readonly Question[] = all;
        for (const edit of list) {
          const edited = editQuestions(now, edit);
          if (edited.ok) now = edited.questions;
          expect(conditionsHold(now)).toBe(true);
          expect(new Set(now.map(({ id }) => id)).size).toBe(now.length);
        }
      }),
    );
  });
});

const one = (changes: Partial<Question>): Question => ({
  id: 'a',
  type: 'text',
  label: words('Domanda'),
  help: words(''),
  required: true,
  options: [],
  longest: 5,
  shownBy: null,
  ...changes,
});
const options = values.map((value) => ({ value, label: words(value) }));

describe('an answer', () => {
  test.each<[Partial<Question>, string[], string | null]>([
    [{}, [], 'missing'],
    [{}, ['   '], 'missing'],
    [{ required: false }, [''], null],
    [{}, ['abcde'], null],
    [{}, ['abcdef'], 'too-long'],
    [{ type: 'number' }, ['3'], null],
    [{ type: 'number' }, ['-3,5'], null],
    [{ type: 'number' }, ['tre'], 'not-a-number'],
    [{ type: 'number' }, ['1e9'], 'not-a-number'],
    [{ type: 'date' }, ['2026-11-23'], null],
    [{ type: 'date' }, ['2026-02-30'], 'not-a-date'],
    [{ type: 'date' }, ['9999-01-01'], 'not-a-date'],
    [{ type: 'choice', options }, ['x'], null],
    [{ type: 'choice', options }, ['w'], 'unknown'],
    [{ type: 'several', options }, ['x', 'z'], null],
    [{ type: 'several', options }, ['x', 'w'], 'unknown'],
    [{ type: 'several', options }, [], 'missing'],
  ])('to %j: %j has the problem %j', (changes, given, problem) => {
    const checked = checkAnswers([one(changes)], { a: given });
    expect(checked.ok ? null : checked.problems.a).toBe(problem);
  });

  test('of one choice is one, whatever a form repeats', () => {
    const checked = checkAnswers([one({ type: 'choice', options })], { a: ['y', 'x'] });
    expect(checked).toMatchObject({ ok: true, given: [{ values: ['y'], words: [words('y')] }] });
  });
});
