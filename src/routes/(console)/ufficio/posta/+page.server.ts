import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { parseReference, writeReference } from '#lib/kernel/reference.ts';
import type { Outcome } from '#lib/kernel/refusal.ts';
import type { DB } from '#lib/kernel/server/database-types.ts';
import { digestOfSecret, newFormKey, type FormKey } from '#lib/kernel/server/form-key.ts';
import { perform, type UseCase } from '#lib/kernel/server/perform.ts';
import { attachMail, putMailAside, takeMailBack } from '#lib/mail/server/settle-desk-mail.ts';
import { readDeskMail, readsDeskMail, type DeskMail } from '#lib/mail/server/read-desk-mail.ts';
import type { PersonActor } from '#lib/people/server/read-actor.ts';
import { findRequest } from '#lib/requests/server/read-request.ts';
import { shortMoment } from '#lib/requests/ui/relative-date.ts';
import * as m from '#lib/words/compiled/messages.js';
import { readForm, readQuery, type Fields } from '../../../read-form.ts';
import { parseDeskMail, type DeskMailErrors } from './desk-forms.ts';
import type { Actions, PageServerLoad } from './$types';

/** Who settles mails that belong to no request yet; for everybody else there is no such page. */
function deskOf({ locals: { person } }: RequestEvent): PersonActor {
  if (!person || !readsDeskMail(person)) error(404);
  return person;
}

export const load: PageServerLoad = async (event) => {
  const { root, municipality, locale } = event.locals;
  const person = deskOf(event);
  const [waiting, aside] = await Promise.all([
    readDeskMail(root.web, person, 'waiting'),
    readDeskMail(root.web, person, 'aside'),
  ]);
  const view = ({ receivedAt, reason, request, ...mail }: DeskMail) => ({
    ...mail,
    when: shortMoment(receivedAt, root.clock(), municipality.zone, locale),
    reason: reasons[reason](),
    request: request && { reference: writeReference(request.reference), title: request.title },
    key: String(newFormKey()),
  });
  return {
    waiting: (waiting ?? []).map(view),
    aside: (aside ?? []).map(view),
    /** Whether this installation reads a mailbox at all. */
    reads: root.settings.imapUrl !== null,
    done: doneWords(readQuery(event.url)),
  };
};

const reasons = {
  'unknown-request': m.desk_mail_reason_unknown_request,
  'other-sender': m.desk_mail_reason_other_sender,
  'no-words': m.desk_mail_reason_no_words,
  'too-long': m.desk_mail_reason_too_long,
  files: m.desk_mail_reason_files,
  'wrong-state': m.desk_mail_reason_wrong_state,
  refused: m.desk_mail_reason_refused,
} as const satisfies Record<DeskMail['reason'], () => string>;

/** What was just done, with the request that a mail went to. */
function doneWords(asked: Pick<Fields, 'get'>): { words: string; reference: string | null } | null {
  const parsed = parseReference(asked.get('di'));
  const reference = parsed && writeReference(parsed);
  switch (asked.get('fatto')) {
    case 'attach':
      return reference ? { words: m.desk_mail_done_attached({ reference }), reference } : null;
    case 'aside':
      return { words: m.desk_mail_done_aside(), reference: null };
    case 'back':
      return { words: m.desk_mail_done_back(), reference: null };
    default:
      return null;
  }
}

export const actions: Actions = {
  attach: async (event) => {
    const { root, municipality } = event.locals;
    const person = deskOf(event);
    const form = await readForm(event.request);
    const parsed = parseDeskMail('attach', form);
    if (!parsed.ok) return problem(form, 400, parsed.errors);
    const { key, mail, reference, readBy } = parsed.input;
    const request = await findRequest(root.web, municipality.id, reference);
    if (!request) return problem(form, 400, { reference: m.desk_mail_error_no_reference() });
    return answer(form, 'attach', await act(event, person, key, attachMail, { mail, request, readBy }), {
      di: writeReference(reference),
    });
  },
  aside: async (event) => {
    const person = deskOf(event);
    const form = await readForm(event.request);
    const parsed = parseDeskMail('aside', form);
    if (!parsed.ok) return problem(form, 400, parsed.errors);
    const { key, mail } = parsed.input;
    return answer(form, 'aside', await act(event, person, key, putMailAside, { mail }));
  },
  back: async (event) => {
    const person = deskOf(event);
    const form = await readForm(event.request);
    const parsed = parseDeskMail('back', form);
    if (!parsed.ok) return problem(form, 400, parsed.errors);
    const { key, mail } = parsed.input;
    return answer(form, 'back', await act(event, person, key, takeMailBack, { mail }));
  },
};

function act<T extends keyof DB, Input, Result extends Outcome>(
  { locals: { door, sessionToken } }: RequestEvent,
  person: PersonActor,
  key: FormKey,
  useCase: UseCase<T, Input, Result>,
  input: Input,
) {
  return perform(door, person, { key, holder: digestOfSecret(sessionToken ?? '') }, useCase, input);
}

function answer(form: Fields, done: string, result: Outcome, more: Record<string, string> = {}) {
  if (result.ok || result.reason === 'already-sent') {
    redirect(303, `/ufficio/posta?${new URLSearchParams({ fatto: done, ...more }).toString()}`);
  }
  const settled = result.reason === 'settled';
  return problem(form, settled ? 409 : 403, {}, settled ? m.desk_mail_settled() : m.console_refused_right());
}

/** What was typed, what is wrong with it, and a sentence for the whole. */
function problem(form: Fields, status: 400 | 403 | 409, errors: DeskMailErrors, words = m.console_refused_form()) {
  const wrong = Object.keys(errors).length;
  return fail(status, {
    mail: form.get('mail'),
    values: { reference: form.get('reference'), readBy: form.get('readBy') },
    errors,
    words: wrong > 0 ? m.desk_mail_not_done() : words,
  });
}
