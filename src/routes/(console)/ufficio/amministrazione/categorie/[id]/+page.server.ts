import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { parseId, type CategoryId } from '#lib/kernel/ids.ts';
import type { Outcome } from '#lib/kernel/refusal.ts';
import type { DB } from '#lib/kernel/server/database-types.ts';
import { digestOfSecret, newFormKey } from '#lib/kernel/server/form-key.ts';
import { perform, type UseCase } from '#lib/kernel/server/perform.ts';
import { inLanguage } from '#lib/categories/category.ts';
import { listForEditing, readCategory } from '#lib/categories/server/categories.ts';
import { changeCategory } from '#lib/categories/server/change-category.ts';
import { changeQuestions } from '#lib/categories/server/change-questions.ts';
import { readCategoryHistory } from '#lib/categories/server/read-category-history.ts';
import { asFields } from '#lib/categories/settings-fields.ts';
import { listOffices } from '#lib/offices/server/list-offices.ts';
import { listPeople } from '#lib/people/server/list-people.ts';
import * as m from '#lib/words/compiled/messages.js';
import { readForm } from '../../../../../read-form.ts';
import { keyAndVersion, type KeyAndVersion } from '../../../form-fields.ts';
import { doneWords } from '../../done-words.ts';
import { questionConflict, settingsConflict } from './conflict.ts';
import { historyView } from './history-view.ts';
import { questionAsFields, readQuestion, writeCondition } from './question-form.ts';
import { readSettings } from './settings-form.ts';
import { typeWords } from './setting-words.ts';
import type { Actions, PageServerLoad } from './$types';

/** The category of this address for who may change it, with all that its page chooses from. */
async function find({ locals, params }: RequestEvent) {
  const { root, municipality, person, locale } = locals;
  const id = parseId<CategoryId>(params.id);
  const category = person && id ? await readCategory(root.web, person, id) : null;
  if (!person || !category) error(404);
  const now = root.clock();
  const today = now.toZonedDateTimeISO(municipality.zone).toPlainDate();
  const [categories, offices, people, history] = await Promise.all([
    listForEditing(root.web, person),
    listOffices(root.web, municipality.id),
    listPeople(root.web, person, today),
    readCategoryHistory(root.web, person, category.id),
  ]);
  return {
    person,
    category,
    history,
    names: { categories: categories ?? [], offices, people },
    seen: { now, zone: municipality.zone, locale },
  };
}

export const load: PageServerLoad = async (event) => {
  const { category, history, names, seen } = await find(event);
  const { locale } = seen;
  const isHeading = names.categories.some(({ parent }) => parent === category.id);
  return {
    id: category.id,
    name: inLanguage(category.names, locale),
    active: category.active,
    version: category.version,
    keys: { settings: newFormKey(), questions: newFormKey(), order: newFormKey() },
    values: asFields(category),
    offices: names.offices,
    people: names.people,
    // What stands below others can be no heading, and a heading stays at the top.
    parents: isHeading
      ? []
      : names.categories
          .filter(({ id, parent }) => parent === null && id !== category.id)
          .map(({ id, names: of }) => ({ id, name: inLanguage(of, locale) })),
    isHeading,
    questions: category.questions.map((question, at) => ({
      id: question.id,
      values: questionAsFields(question),
      type: typeWords[question.type](),
      when: conditionWords(question.shownBy, category.questions, locale),
      conditions: conditionsBefore(category.questions.slice(0, at), locale),
    })),
    conditions: conditionsBefore(category.questions, locale),
    history: historyView(history, names, seen),
    done: doneWords(event.url.searchParams.get('fatto')),
  };
};

type Questions = Awaited<ReturnType<typeof find>>['category']['questions'];
type Locale = Awaited<ReturnType<typeof find>>['seen']['locale'];

/** Every answer that could show a question that stands after these. */
function conditionsBefore(questions: Questions, locale: Locale): { value: string; words: string }[] {
  return questions.flatMap(({ id, label, options }) =>
    options.map((option) => ({
      value: writeCondition({ question: id, value: option.value }),
      words: m.admin_question_if({ question: inLanguage(label, locale), answer: inLanguage(option.label, locale) }),
    })),
  );
}

function conditionWords(shownBy: Questions[number]['shownBy'], questions: Questions, locale: Locale): string | null {
  if (!shownBy) return null;
  const written = writeCondition(shownBy);
  return conditionsBefore(questions, locale).find(({ value }) => value === written)?.words ?? null;
}

export const actions: Actions = {
  salva: async (event) => {
    const found = await find(event);
    const form = await readForm(event.request);
    const { values, settings, errors } = readSettings(form);
    const sent = keyAndVersion(form);
    if (!settings || !sent) return fail(400, { settings: { values, errors, refusal: refusalOf(sent) } });
    const reason = await act(event, sent.key, changeCategory, {
      category: found.category.id,
      version: sent.version,
      settings,
    });
    if (reason === null) redirect(303, `${event.url.pathname}?fatto=salvata`);
    if (reason === 'changed-meanwhile') {
      const { category, history, ...rest } = await find(event);
      const stale = { ...rest, category, history, version: sent.version, you: found.person.name };
      return fail(409, { conflict: settingsConflict(values, stale) });
    }
    const wrong = {
      'wrong-parent': { parent: m.admin_error_parent() },
      'unknown-office': { office: m.admin_error_office() },
      'unknown-person': { on_call: m.admin_error_choose() },
    }[reason];
    return fail(400, { settings: { values, errors: wrong ?? {}, refusal: wrong ? null : m.console_refused_form() } });
  },

  domanda: async (event) => {
    const found = await find(event);
    const form = await readForm(event.request);
    const id = form.get('id');
    const before = found.category.questions.find((question) => question.id === id) ?? null;
    const { values, question, errors } = readQuestion(form, before);
    const sent = keyAndVersion(form);
    if (!question || !sent) return fail(400, { question: { id, values, errors, refusal: refusalOf(sent) } });
    const reason = await act(event, sent.key, changeQuestions, {
      category: found.category.id,
      version: sent.version,
      edit: { kind: 'put', question: id === '' ? question : { ...question, id } },
    });
    if (reason === null) redirect(303, `${event.url.pathname}?fatto=domanda#domande`);
    if (reason === 'changed-meanwhile' && before) {
      const { category, history, ...rest } = await find(event);
      const stale = { ...rest, category, history, version: sent.version, you: found.person.name };
      return fail(409, { conflict: questionConflict(values, id, stale) });
    }
    return fail(reason === 'changed-meanwhile' ? 409 : 400, {
      question: { id, values, errors: {}, refusal: refusedQuestion(reason, found.history[0]?.by ?? null) },
    });
  },

  ordina: async (event) => {
    const found = await find(event);
    const form = await readForm(event.request);
    const sent = keyAndVersion(form);
    const [up, down, gone] = [form.get('su'), form.get('giu'), form.get('togli')];
    const id = up || down || gone;
    if (!sent || id === '') return fail(400, { order: { refusal: m.console_refused_form() } });
    const reason = await act(event, sent.key, changeQuestions, {
      category: found.category.id,
      version: sent.version,
      edit: gone === '' ? { kind: 'move', id, by: up === '' ? 'down' : 'up' } : { kind: 'remove', id },
    });
    if (reason === null) redirect(303, `${event.url.pathname}?fatto=domanda#domande`);
    return fail(reason === 'changed-meanwhile' ? 409 : 400, {
      order: { refusal: refusedQuestion(reason, found.history[0]?.by ?? null) },
    });
  },
};

function refusalOf(sent: KeyAndVersion | null): string | null {
  return sent ? null : m.console_refused_form();
}

/** Null when it was done, now or by the same form before; else why not. */
async function act<T extends keyof DB, Input, Result extends Outcome>(
  { locals: { door, person, sessionToken } }: RequestEvent,
  key: KeyAndVersion['key'],
  useCase: UseCase<T, Input, Result>,
  input: Input,
): Promise<string | null> {
  if (!person) error(404);
  const answer = await perform(door, person, { key, holder: digestOfSecret(sessionToken ?? '') }, useCase, input);
  if (answer.ok) return null;
  const { reason } = answer as { reason: string };
  if (reason === 'not-allowed' || reason === 'unknown-category') error(404);
  return reason === 'already-sent' ? null : reason;
}

function refusedQuestion(reason: string, by: string | null): string {
  switch (reason) {
    case 'changed-meanwhile':
      return m.admin_question_meanwhile({ name: by ?? m.console_actor_system() });
    case 'depends':
      return m.admin_question_depends();
    case 'too-many':
      return m.admin_question_too_many();
    default:
      return m.console_refused_form();
  }
}
