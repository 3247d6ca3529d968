import * as v from 'valibot';
import type { Translated } from './category.ts';

/** One line of text, a number, a day, one of a list, any of a list. */
export const questionTypes = ['text', 'number', 'date', 'choice', 'several'] as const;
export type QuestionType = (typeof questionTypes)[number];

export type QuestionOption = { value: string; label: Translated };

/** What a category asks besides place, words and photos. */
export type Question = {
  id: string;
  type: QuestionType;
  label: Translated;
  help: Translated;
  required: boolean;
  /** Of `choice` and `several`; empty otherwise. */
  options: readonly QuestionOption[];
  /** How many characters a `text` may have. */
  longest: number;
  /** Asked only where an earlier question has this answer. */
  shownBy: { question: string; value: string } | null;
};

/** What was typed, by question: as the form's controls send it, so always a list. */
export type Answers = Readonly<Record<string, readonly string[]>>;

/** An answer in the words in which it was asked for: it stays readable whatever becomes of the question. */
export type GivenAnswer = {
  question: string;
  type: QuestionType;
  label: Translated;
  /** What was typed or chosen. */
  values: readonly string[];
  /** The chosen options; empty where something was typed. */
  words: readonly Translated[];
};

export type AnswerProblem = 'missing' | 'too-long' | 'not-a-number' | 'not-a-date' | 'unknown';
export type AnswerProblems = Readonly<Record<string, AnswerProblem>>;

export const questionLengths = {
  label: 160,
  help: 300,
  option: 80,
  options: 20,
  longest: 1000,
  questions: 20,
} as const;

/** The questions that are asked, given what was answered so far: a condition holds only where its own question is asked. */
export function askedQuestions<Asked extends Pick<Question, 'id' | 'shownBy'>>(
  questions: readonly Asked[],
  answers: Answers,
): Asked[] {
  const asked: Asked[] = [];
  for (const question of questions) {
    const { shownBy } = question;
    const holds =
      shownBy === null ||
      (asked.some(({ id }) => id === shownBy.question) && (answers[shownBy.question] ?? []).includes(shownBy.value));
    if (holds) asked.push(question);
  }
  return asked;
}

/** The answers to what is asked, with its words; or the first problem of each, in the order of the page. */
export function checkAnswers(
  questions: readonly Question[],
  answers: Answers,
): { ok: true; given: GivenAnswer[] } | { ok: false; problems: AnswerProblems } {
  const given: GivenAnswer[] = [];
  const problems: Record<string, AnswerProblem> = {};
  for (const question of askedQuestions(questions, answers)) {
    const parsed = v.safeParse(answerSchema(question), answers[question.id] ?? []);
    if (!parsed.success) problems[question.id] = parsed.issues[0].message as AnswerProblem;
    else if (parsed.output.length > 0) given.push(inItsWords(question, parsed.output));
  }
  return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, given };
}

function inItsWords({ id, type, label, options }: Question, values: readonly string[]): GivenAnswer {
  const words = options.filter(({ value }) => values.includes(value)).map((option) => option.label);
  return { question: id, type, label, values, words };
}

const problem = <const P extends AnswerProblem>(reason: P): P => reason;

/** What a question takes, made from its definition: a list of what was typed, empty where nothing was. */
export function answerSchema({ type, required, options, longest }: Question) {
  const values = v.pipe(
    v.array(v.string()),
    v.transform((list): readonly string[] => [
      ...new Set(list.map((text) => text.trim()).filter((text) => text !== '')),
    ]),
    v.check((list) => !required || list.length > 0, problem('missing')),
  );
  switch (type) {
    case 'text':
      return v.pipe(
        values,
        one(),
        each((text) => text.length <= longest, problem('too-long')),
      );
    case 'number':
      return v.pipe(
        values,
        one(),
        each((text) => /^[+-]?\d{1,12}([.,]\d{1,6})?$/.test(text), problem('not-a-number')),
      );
    case 'date':
      return v.pipe(values, one(), each(isDay, problem('not-a-date')));
    case 'choice':
      return v.pipe(
        values,
        one(),
        each((text) => options.some(({ value }) => value === text), problem('unknown')),
      );
    case 'several':
      return v.pipe(
        values,
        each((text) => options.some(({ value }) => value === text), problem('unknown')),
      );
  }
}

const one = () => v.transform((list: readonly string[]): readonly string[] => list.slice(0, 1));
const each = (holds: (text: string) => boolean, reason: AnswerProblem) =>
  v.check((list: readonly string[]) => list.every(holds), reason);

/** A day that somebody alive may mean, as date fields write it. */
function isDay(text: string): boolean {
  if (!/^(19|20)\d\d-\d\d-\d\d$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}
