import { error, fail, redirect } from '@sveltejs/kit';
import { parseId, type CategoryId, type OfficeId } from '#lib/kernel/ids.ts';
import { digestOfSecret, newFormKey, parseFormKey } from '#lib/kernel/server/form-key.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { categoryLengths, inLanguage } from '#lib/categories/category.ts';
import { addCategory, listForEditing } from '#lib/categories/server/categories.ts';
import { moveCategory } from '#lib/categories/server/move-category.ts';
import { listOffices } from '#lib/offices/server/list-offices.ts';
import * as m from '#lib/words/compiled/messages.js';
import { readForm } from '../../../../read-form.ts';
import { doneWords } from '../done-words.ts';
import type { Actions, PageServerLoad } from './$types';

const here = '/ufficio/amministrazione/categorie';

export const load: PageServerLoad = async ({ locals: { root, municipality, person, locale }, url }) => {
  const categories = person && (await listForEditing(root.web, person));
  if (!categories) error(404);
  const offices = await listOffices(root.web, municipality.id);
  return {
    key: newFormKey(),
    offices,
    done: doneWords(url.searchParams.get('fatto')),
    categories: categories.map(({ id, names, parent, office, term, danger, questions, active }) => ({
      id,
      name: inLanguage(names, locale),
      below: parent !== null,
      office: offices.find((one) => one.id === office)?.name ?? '',
      term: {
        'working-days': m.admin_term_working_days,
        'calendar-days': m.admin_term_calendar_days,
        hours: m.admin_term_hours,
      }[term.unit]({ amount: term.amount }),
      danger,
      questions: questions.length,
      active,
    })),
  };
};

const nothingWrong: Record<string, string> = {};

export const actions: Actions = {
  aggiungi: async ({ request, locals: { root, municipality, door, person, sessionToken } }) => {
    if (!person) error(404);
    const form = await readForm(request);
    const [name, office] = [form.get('name'), parseId<OfficeId>(form.get('office'))];
    const offices = await listOffices(root.web, municipality.id);
    const key = parseFormKey(form.get('key'));
    const errors: Record<string, string> = {};
    if (name === '') errors.name = m.admin_error_name();
    else if (name.length > categoryLengths.name)
      errors.name = m.console_error_too_long({ longest: categoryLengths.name });
    if (!office || !offices.some(({ id }) => id === office)) errors.office = m.admin_error_office();
    const values = { name, office: form.get('office') };
    if (!key || !office || Object.keys(errors).length > 0)
      return fail(400, { values, errors, refusal: key ? undefined : m.console_refused_form() });

    const categories = (await listForEditing(root.web, person)) ?? [];
    const held = { key, holder: digestOfSecret(sessionToken ?? '') };
    const answer = await perform(door, person, held, addCategory, {
      slug: `c-${key.slice(0, 12)}`,
      names: { it: name, en: '', de: '', fr: '' },
      hints: { it: '', en: '', de: '', fr: '' },
      icon: 'in-category-other',
      office,
      term: { amount: 30, unit: 'calendar-days' },
      position: Math.max(0, ...categories.map(({ position }) => position)) + 1,
      // Nobody may choose it until somebody has looked at it and switched it on.
      active: false,
    });
    if (answer.ok) redirect(303, `${here}/${answer.id}?fatto=aggiunta`);
    if (answer.reason === 'already-sent') redirect(303, here);
    error(answer.reason === 'not-allowed' ? 404 : 500);
  },

  sposta: async ({ request, locals: { door, person, sessionToken } }) => {
    if (!person) error(404);
    const form = await readForm(request);
    const [up, down] = [parseId<CategoryId>(form.get('su')), parseId<CategoryId>(form.get('giu'))];
    const [category, key] = [up ?? down, parseFormKey(form.get('key'))];
    if (!category || !key) redirect(303, here);
    const held = { key, holder: digestOfSecret(sessionToken ?? '') };
    const answer = await perform(door, person, held, moveCategory, { category, by: up ? 'up' : 'down' });
    if (!answer.ok && answer.reason === 'not-allowed') error(404);
    if (!answer.ok && answer.reason !== 'already-sent')
      return fail(400, { values: { name: '', office: '' }, errors: nothingWrong, refusal: m.console_refused_form() });
    redirect(303, `${here}?fatto=ordine`);
  },
};
