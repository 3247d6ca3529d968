import { randomBytes } from 'node:crypto';
import { languages, type Language, type Translated } from '#lib/categories/category.ts';
import {
  questionLengths,
  questionTypes,
  type Question,
  type QuestionOption,
  type QuestionType,
} from '#lib/categories/question.ts';
import * as m from '#lib/words/compiled/messages.js';

export const questionFields = [
  ...languages.map((language) => `label_${language}` as const),
  ...languages.map((language) => `help_${language}` as const),
  'type',
  'required',
  ...languages.map((language) => `options_${language}` as const),
  'longest',
  'shown',
] as const;
export type QuestionField = (typeof questionFields)[number];
export type QuestionFields = Record<QuestionField, string>;
export type QuestionErrors = Partial<Record<QuestionField, string>>;

/** A question as the editor writes it: options one a line, in the same order in every language. */
export function questionAsFields(question: Question | null): QuestionFields {
  const inEach = (name: string, words: (language: Language) => string) =>
    Object.fromEntries(languages.map((language) => [`${name}_${language}`, words(language)]));
  return {
    ...inEach('label', (language) => question?.label[language] ?? ''),
    ...inEach('help', (language) => question?.help[language] ?? ''),
    ...inEach('options', (language) =>
      (question?.options ?? [])
        .map(({ label }) => label[language])
        .join('\n')
        .trim(),
    ),
    type: question?.type ?? 'choice',
    required: question?.required ? 'on' : '',
    longest: String(question && question.longest > 0 ? question.longest : 200),
    shown: question?.shownBy ? writeCondition(question.shownBy) : '',
  } as unknown as QuestionFields;
}

export function writeCondition({ question, value }: { question: string; value: string }): string {
  return `${question}=${value}`;
}

/** The question that a form holds; `before` is the one that it changes, whose options keep their values. */
export function readQuestion(
  form: { get(name: string): string },
  before: Question | null,
): { values: QuestionFields; question: Question | null; errors: QuestionErrors } {
  const values = Object.fromEntries(questionFields.map((field) => [field, form.get(field)])) as QuestionFields;
  const errors: QuestionErrors = {};
  const tooLong = (longest: number) => m.console_error_too_long({ longest });
  const inEach = (name: 'label' | 'help', longest: number) =>
    Object.fromEntries(
      languages.map((language) => {
        const words = values[`${name}_${language}`];
        if (words.length > longest) errors[`${name}_${language}`] = tooLong(longest);
        return [language, words];
      }),
    ) as Translated;

  const label = inEach('label', questionLengths.label);
  if (label.it === '') errors.label_it = m.admin_error_question();
  const type: QuestionType = questionTypes.find((known) => known === values.type) ?? 'text';
  if (type !== values.type) errors.type = m.admin_error_choose();
  const options = type === 'choice' || type === 'several' ? readOptions(values, before, errors) : [];
  const longest = /^\d{1,4}$/.test(values.longest) ? Number(values.longest) : 0;
  if (type === 'text' && (longest < 1 || longest > questionLengths.longest))
    errors.longest = m.admin_error_number({ most: questionLengths.longest });
  const [shower, value] = values.shown.split('=');
  const question: Question = {
    id: before?.id ?? `d-${randomBytes(6).toString('hex')}`,
    type,
    label,
    help: inEach('help', questionLengths.help),
    required: values.required === 'on',
    options,
    longest: type === 'text' ? longest : 0,
    shownBy: shower && value ? { question: shower, value } : null,
  };
  return { values, question: Object.keys(errors).length === 0 ? question : null, errors };
}

function readOptions(values: QuestionFields, before: Question | null, errors: QuestionErrors): QuestionOption[] {
  const lines = (language: Language) => {
    const text = values[`options_${language}`];
    return text === '' ? [] : text.split('\n').map((line) => line.trim());
  };
  const italian = lines('it').filter((line) => line !== '');
  if (italian.length < 2) errors.options_it = m.admin_error_options();
  if (italian.length > questionLengths.options || italian.some((line) => line.length > questionLengths.option))
    errors.options_it = m.admin_error_options_many({ most: questionLengths.options, longest: questionLengths.option });
  for (const language of languages) {
    const count = lines(language).length;
    if (language !== 'it' && count > 0 && count !== italian.length)
      errors[`options_${language}`] = m.admin_error_options_lines({ count: italian.length });
  }
  const known = before?.options ?? [];
  const made: QuestionOption[] = [];
  for (const [at, line] of italian.entries()) {
    const words = (language: Language) => (language === 'it' ? line : (lines(language)[at] ?? ''));
    // The same words keep their value, and so do new words in an old place: conditions and answers go by it.
    const same =
      known.find((option) => option.label.it === line) ??
      (known.length === italian.length && !italian.includes(known[at]?.label.it ?? '') ? known[at] : undefined);
    const value = same?.value ?? `r-${randomBytes(4).toString('hex')}`;
    if (made.some((option) => option.value === value))
      errors.options_it = m.admin_error_options_twice({ option: line });
    made.push({ value, label: { it: line, en: words('en'), de: words('de'), fr: words('fr') } });
  }
  return made;
}
