import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { RequestId } from '#lib/kernel/ids.ts';
import type { Outcome, Refusal } from '#lib/kernel/refusal.ts';
import { parseReference, writeReference } from '#lib/kernel/reference.ts';
import type { DB } from '#lib/kernel/server/database-types.ts';
import { digestOfSecret, newFormKey } from '#lib/kernel/server/form-key.ts';
import { passwordOf } from '#lib/kernel/server/secrets.ts';
import { perform, type UseCase } from '#lib/kernel/server/perform.ts';
import { listHeldFiles } from '#lib/files/server/held-files.ts';
import { readMailOf } from '#lib/mail/server/read-mail-of.ts';
import { resendMail } from '#lib/mail/server/resend-mail.ts';
import type { PersonActor } from '#lib/people/server/read-actor.ts';
import { askCitizen } from '#lib/requests/server/ask-citizen.ts';
import { cancelQuestion } from '#lib/requests/server/cancel-question.ts';
import { changeDanger } from '#lib/requests/server/change-danger.ts';
import { closeRequest } from '#lib/requests/server/close-request.ts';
import { cancelInspection, doInspection } from '#lib/requests/server/end-inspection.ts';
import { correctAddress, handOutPassword } from '#lib/requests/server/help-with-access.ts';
import { secretOf } from '#lib/requests/server/open-by-secret.ts';
import { planInspection } from '#lib/requests/server/plan-inspection.ts';
import { findRequest, readRequest, type RequestView } from '#lib/requests/server/read-request.ts';
import { readRequestFiles } from '#lib/requests/server/read-request-files.ts';
import { readTimeline } from '#lib/requests/server/read-timeline.ts';
import { reopenRequest } from '#lib/requests/server/reopen-request.ts';
import { takeInCharge } from '#lib/requests/server/take-in-charge.ts';
import { addNote, sendMessage } from '#lib/requests/server/write-on-request.ts';
import { closingOutcomes, isOpenStep } from '#lib/requests/transitions.ts';
import { lastFromCitizen } from '#lib/requests/from-citizen.ts';
import { nextAct } from '#lib/requests/ui/next-act.ts';
import { timelineDays } from '#lib/requests/ui/timeline-view.ts';
import type { ActName, FormState } from '#lib/requests/ui/views.ts';
import { mapOf } from '#lib/ui/map/offered-map.ts';
import { countWatchersFor } from '#lib/watching/server/list-watchers.ts';
import { watchersForStaff } from '#lib/watching/ui/watchers-words.ts';
import * as m from '#lib/words/compiled/messages.js';
import { parseAct, type ActInput, type Fields } from './act-forms.ts';
import { actNames, offeredActs } from './acts.ts';
import { conflictView } from './conflict.ts';
import { readInspectionForm } from './inspection-form.ts';
import { sessionHolder } from '../../../../session-holder.ts';
import { mailView } from './mail-view.ts';
import { peopleView, fileView, requestView, stepView, termView, type Seen } from './request-page-view.ts';
import { readForm } from '../../../../read-form.ts';
import type { Actions, PageServerLoad } from './$types';

type Found = { person: PersonActor; request: RequestView; holder: Buffer };

/** The request of this address for whoever is signed in; what is not there and what is not theirs is one and the same page. */
async function find({ locals, params }: RequestEvent): Promise<Found> {
  const { root, municipality, person, sessionToken } = locals;
  const reference = parseReference(params.reference ?? '');
  const id = reference && (await findRequest(root.web, municipality.id, reference));
  const request = person && id ? await readRequest(root.web, person, id) : null;
  if (!person || !request) error(404);
  return { person, request, holder: sessionHolder(sessionToken, request.id) };
}

export const load: PageServerLoad = async (event) => {
  const { root, municipality, locale } = event.locals;
  const { person, request, holder } = await find(event);
  const seen: Seen = { municipality, now: root.clock(), locale };
  const [timeline, photos, held, mails, watchers] = await Promise.all([
    readTimeline(root.web, municipality.id, request.id, 'staff'),
    readRequestFiles(root.web, person, request.subject),
    listHeldFiles(root.web, { municipality: municipality.id, holder }),
    readMailOf(root.web, person, request.subject),
    countWatchersFor(root.web, person, request.subject),
  ]);
  const offered = offeredActs(person, request);
  const steps = request.steps.map((step) => stepView(step, photos, offered, person, seen));
  const done = event.url.searchParams.get('fatto');
  return {
    page: {
      request: requestView(request, photos, timeline, mapOf(root.settings), seen),
      version: request.version,
      keys: newKeys(),
      next: nextAct(
        {
          state: request.state,
          receivedAt: request.receivedAt,
          office: request.office.name,
          responsible: request.responsible?.named ? request.responsible.name : null,
          steps: request.inspections,
          question: questionOf(request),
          fromCitizen: lastFromCitizen(timeline),
          actingAs: offered.includes('take') || offered.includes('close') ? person.name : null,
        },
        seen.now,
        municipality.zone,
        locale,
      ),
      offered,
      outcomes: closingOutcomes(request.state) as ('solved' | 'declined' | 'redirected')[],
      steps,
      days: timelineDays(timeline, {
        now: seen.now,
        zone: municipality.zone,
        locale,
        fileOf: (file) => fileView({ ...file, state: 'ready' }, file.name),
      }),
      earlier: null,
      term: termView(request, seen),
      people: peopleView(request, person),
      today: seen.now.toZonedDateTimeISO(municipality.zone).toPlainDate().toString(),
      draftPhotos: held.map((photo) => fileView(photo, photo.name, `?richiesta=${request.id}`)),
      uploadAction: '?/uploadPhotos',
      done: done === null ? null : doneWords(done),
    },
    mails: mails.map((mail) => mailView(mail, seen)),
    watched: watchers > 0 ? watchersForStaff(watchers) : null,
  };
};

/** The question that has waited longest for the citizen's answer. */
function questionOf({ questions }: RequestView) {
  const open = questions.find(isOpenStep);
  return open ? { until: open.date } : null;
}

/** One for each form: a form that is sent twice counts once, whatever became of the others. */
function newKeys(): Record<ActName, string> {
  return Object.fromEntries(actNames.map((name) => [name, String(newFormKey())])) as Record<ActName, string>;
}

export const actions: Actions = {
  take: (event) => act(event, 'take', takeInCharge, (request, { version }) => ({ request, version })),
  message: (event) => act(event, 'message', sendMessage, (request, { text }) => ({ request, text })),
  note: (event) => act(event, 'note', addNote, (request, { text }) => ({ request, text })),
  ask: (event) => act(event, 'ask', askCitizen, (request, { text, days }) => ({ request, text, days })),
  planInspection: (event) =>
    act(event, 'planInspection', planInspection, (request, { version, date, time, message }) => ({
      request,
      version,
      date,
      time: time === '' ? null : time,
      note: message === '' ? null : message,
    })),
  cancelInspection: (event) =>
    act(event, 'cancelInspection', cancelInspection, (request, { step, version, reason }) => ({
      request,
      step,
      version,
      reason,
    })),
  cancelQuestion: (event) =>
    act(event, 'cancelQuestion', cancelQuestion, (request, { step, version, reason }) => ({
      request,
      step,
      version,
      reason,
    })),
  reopen: (event) =>
    act(event, 'reopen', reopenRequest, (request, { version, reason }) => ({ request, version, reason })),
  close: async (event) => {
    const form = await readForm(event.request);
    const endSteps = form.all('step') as RequestView['openSteps'][number]['id'][];
    return act(
      event,
      'close',
      closeRequest,
      (request, { version, outcome, redirected_to, text }) => ({
        request,
        version,
        outcome,
        text,
        endSteps,
        ...(outcome === 'redirected' ? { redirectedTo: redirected_to } : {}),
      }),
      { fields: form },
    );
  },
  completeInspection: async (event) => {
    const found = await find(event);
    const { fields, problem } = await readInspectionForm(event, found.holder);
    if (problem) return refusedPhotos(fields, problem);
    const held = await listHeldFiles(event.locals.root.web, {
      municipality: event.locals.municipality.id,
      holder: found.holder,
    });
    const files = held.filter(({ state }) => state !== 'refused').map(({ id }) => id);
    const holder = found.holder.toString('hex');
    return act(
      event,
      'completeInspection',
      doInspection,
      (request, { step, version, findings }) => ({ request, step, version, findings, files, holder }),
      { fields },
    );
  },
  danger: (event) =>
    act(event, 'danger', changeDanger, (request, { version, danger, reason }) => ({
      request,
      version,
      danger,
      reason,
    })),
  address: (event) =>
    act(event, 'address', correctAddress, (request, { version, email }) => ({ request, version, address: email })),
  /** Told once, in the answer itself: no address leads to it, and the same form again says only that it was given. */
  password: (event) =>
    act(event, 'password', handOutPassword, (request, { version }) => ({ request, version }), {
      done: async ({ id }) => {
        const { root, municipality } = event.locals;
        const secret = await secretOf(root.web, municipality.id, id);
        return { handed: secret && passwordOf(root.keys, secret) };
      },
    }),
  resendMail: (event) => act(event, 'resendMail', resendMail, (request, { mail }) => ({ request, mail })),
  /** Without script: the photos go up, what was written stays. */
  uploadPhotos: async (event) => {
    const found = await find(event);
    const { fields, problem } = await readInspectionForm(event, found.holder);
    return refusedPhotos(fields, problem);
  },
};

/** An act of the page: its form is parsed, done by the one door, and answered with the page it came from, or with what `done` tells. */
async function act<Name extends ActName, T extends keyof DB, Input, Result extends Outcome>(
  event: RequestEvent,
  name: Name,
  useCase: UseCase<T, Input, Result>,
  toInput: (request: RequestId, input: ActInput<Name>) => Input,
  { fields, done }: { fields?: Fields; done?: (request: RequestView) => Promise<{ handed: string | null }> } = {},
) {
  const { door, sessionToken } = event.locals;
  const { person, request } = await find(event);
  const parsed = parseAct(name, fields ?? (await readForm(event.request)));
  if (!parsed.ok) {
    const { values, errors, refusal } = parsed;
    return fail(400, { state: { act: name, step: values.step, values, errors, refusal } satisfies FormState });
  }
  const held = { key: parsed.key, holder: digestOfSecret(sessionToken ?? '') };
  const result = await perform(door, person, held, useCase, toInput(request.id, parsed.input));
  if (result.ok && done) return done(request);
  if (result.ok || (result as Refusal<string>).reason === 'already-sent') {
    redirect(303, `/ufficio/segnalazioni/${writeReference(request.reference)}?fatto=${name}`);
  }
  return refused(event, name, parsed.values, (result as Refusal<string>).reason);
}

const stale = new Set(['changed-meanwhile', 'not-refused', 'wrong-state', 'steps-open', 'wrong-outcome']);

async function refused(event: RequestEvent, name: ActName, values: Record<string, string>, reason: string) {
  const { root, municipality, locale } = event.locals;
  if (stale.has(reason)) {
    const { person, request } = await find(event);
    const timeline = await readTimeline(root.web, municipality.id, request.id, 'staff');
    const seen: Seen = { municipality, now: root.clock(), locale };
    return fail(409, { conflict: conflictView({ act: name, values, person, request, timeline, seen }) });
  }
  const state = { act: name, step: values.step, values };
  if (reason === 'date-past') return fail(400, { state: { ...state, errors: { date: m.console_error_date_past() } } });
  if (reason === 'same-address')
    return fail(400, { state: { ...state, errors: { email: m.console_error_same_email() } } });
  if (reason === 'unknown-file')
    return fail(400, { state: { ...state, errors: { photos: m.console_error_photo_gone() } } });
  return fail(403, { state: { ...state, errors: {}, refusal: m.console_refused_right() } });
}

function refusedPhotos(fields: Fields, problem: string | null) {
  const values = { findings: fields.get('findings') };
  return fail(problem ? 400 : 200, {
    state: {
      act: 'completeInspection',
      step: fields.get('step'),
      values,
      errors: problem ? { photos: problem } : {},
    } satisfies FormState,
  });
}

function doneWords(name: string): string | null {
  const words: Partial<Record<string, () => string>> = {
    take: m.console_done_take,
    message: m.console_done_message,
    ask: m.console_done_ask,
    cancelQuestion: m.console_done_cancel_question,
    reopen: m.console_done_reopen,
    note: m.console_done_note,
    planInspection: m.console_done_plan,
    completeInspection: m.console_done_complete,
    cancelInspection: m.console_done_cancel,
    danger: m.console_done_danger,
    close: m.console_done_close,
    address: m.console_done_address,
    password: m.console_done_password,
    resendMail: m.console_done_resend,
  };
  return words[name]?.() ?? null;
}
