import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { digestOfSecret, newFormKey } from '#lib/kernel/server/form-key.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { emergencyLengths, type EmergencyEdit } from '#lib/municipalities/edit-emergency.ts';
import type { EmergencyNumber } from '#lib/municipalities/municipality.ts';
import { changeEmergency } from '#lib/municipalities/server/change-emergency.ts';
import { readEmergencyHistory, type EmergencyVersion } from '#lib/municipalities/server/read-emergency-history.ts';
import { shortMoment } from '#lib/requests/ui/relative-date.ts';
import * as m from '#lib/words/compiled/messages.js';
import { readForm } from '../../../../read-form.ts';
import { keyAndVersion, type KeyAndVersion } from '../../form-fields.ts';
import { doneWords } from '../done-words.ts';
import type { HistoryItem } from '../history-item.ts';
import { numberAsFields, numberFields, numberLabel, readNumber } from './number-form.ts';
import type { Actions, PageServerLoad } from './$types';

const here = '/ufficio/amministrazione/numeri';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { root, municipality, person, locale } = locals;
  const history = person && (await readEmergencyHistory(root.web, person, municipality.uuid));
  if (!history) error(404);
  const now = root.clock();
  return {
    version: municipality.version,
    keys: { number: newFormKey(), order: newFormKey() },
    numbers: municipality.emergency.map((number) => ({ phone: number.phone, values: numberAsFields(number) })),
    history: history.map((version) => historyItem(version, shortMoment(version.at, now, municipality.zone, locale))),
    done: doneWords(url.searchParams.get('fatto')),
  };
};

function historyItem({ version, at, by, done, before, after }: EmergencyVersion, when: string): HistoryItem {
  const words = { added: m.admin_number_added, moved: m.admin_number_moved, removed: m.admin_number_removed };
  const of = after ?? before;
  return {
    version,
    iso: at.toString(),
    when,
    who: by ?? m.console_actor_system(),
    what: done === 'changed' || !of ? null : words[done]({ name: of.name, phone: of.phone }),
    changes: done === 'changed' && before && after ? changesBetween(before, after) : [],
  };
}

function changesBetween(before: EmergencyNumber, after: EmergencyNumber): HistoryItem['changes'] {
  const [from, to] = [numberAsFields(before), numberAsFields(after)];
  return numberFields
    .filter((field) => from[field] !== to[field])
    .map((field) => ({
      label: `${before.name}, ${numberLabel(field)}`,
      before: from[field] || m.admin_none(),
      after: to[field] || m.admin_none(),
    }));
}

export const actions: Actions = {
  salva: async (event) => {
    const form = await readForm(event.request);
    const { values, number, errors } = readNumber(form);
    const phone = form.get('phone');
    const sent = keyAndVersion(form);
    const refused = (refusal: string | null) => ({ number: { phone, values, errors, refusal } });
    if (!number || !sent) return fail(400, refused(sent ? null : m.console_refused_form()));
    const reason = await change(event, sent, { kind: 'put', phone, number });
    if (reason === null) redirect(303, `${here}?fatto=numeri`);
    if (reason === 'twice')
      return fail(400, {
        number: { phone, values, errors: { telephone: m.admin_error_number_twice() }, refusal: null },
      });
    return fail(reason === 'changed-meanwhile' ? 409 : 400, refused(await refusalWords(event, reason)));
  },

  ordina: async (event) => {
    const form = await readForm(event.request);
    const sent = keyAndVersion(form);
    const [up, down, gone] = [form.get('su'), form.get('giu'), form.get('togli')];
    const phone = up || down || gone;
    if (!sent || phone === '') return fail(400, { order: { refusal: m.console_refused_form() } });
    const edit: EmergencyEdit =
      gone === '' ? { kind: 'move', phone, by: up === '' ? 'down' : 'up' } : { kind: 'remove', phone };
    const reason = await change(event, sent, edit);
    if (reason === null) redirect(303, `${here}?fatto=numeri`);
    return fail(reason === 'changed-meanwhile' ? 409 : 400, { order: { refusal: await refusalWords(event, reason) } });
  },
};

/** Null when it was done, now or by the same form before; else why not. */
async function change(
  { locals: { door, person, sessionToken } }: RequestEvent,
  { key, version }: KeyAndVersion,
  edit: EmergencyEdit,
): Promise<string | null> {
  if (!person) error(404);
  const held = { key, holder: digestOfSecret(sessionToken ?? '') };
  const answer = await perform(door, person, held, changeEmergency, { version, edit });
  if (answer.ok) return null;
  if (answer.reason === 'not-allowed') error(404);
  return answer.reason === 'already-sent' ? null : answer.reason;
}

async function refusalWords({ locals }: RequestEvent, reason: string): Promise<string> {
  const { root, municipality, person } = locals;
  if (reason === 'too-many') return m.admin_number_too_many({ most: emergencyLengths.numbers });
  if (reason !== 'changed-meanwhile' && reason !== 'unknown-number') return m.console_refused_form();
  const history = person && (await readEmergencyHistory(root.web, person, municipality.uuid));
  return m.admin_number_meanwhile({ name: history?.[0]?.by ?? m.console_actor_system() });
}
