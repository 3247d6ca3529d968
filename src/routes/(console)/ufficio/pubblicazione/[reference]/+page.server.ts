import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { FileId } from '#lib/kernel/ids.ts';
import { parseReference, writeReference } from '#lib/kernel/reference.ts';
import type { Outcome } from '#lib/kernel/refusal.ts';
import type { DB } from '#lib/kernel/server/database-types.ts';
import { digestOfSecret, newFormKey, type FormKey } from '#lib/kernel/server/form-key.ts';
import { perform, type UseCase } from '#lib/kernel/server/perform.ts';
import { inLanguage } from '#lib/categories/category.ts';
import type { PersonActor } from '#lib/people/server/read-actor.ts';
import { findPersonalData, markedParts, type Finding } from '#lib/publication/personal-data.ts';
import {
  decidePhoto,
  editPhoto,
  undoPhoto,
  type MadePicture,
  type PhotoDecided,
} from '#lib/publication/server/decide-photo.ts';
import { decideWording, undoWording } from '#lib/publication/server/decide-wording.ts';
import { deletePictures, makePicture } from '#lib/publication/server/make-picture.ts';
import { countWaiting, readReview, type ReviewPhoto, type ReviewView } from '#lib/publication/server/read-review.ts';
import { shortMoment } from '#lib/requests/ui/relative-date.ts';
import * as m from '#lib/words/compiled/messages.js';
import { afterDecision, lastDecision } from '../last-decision.ts';
import { readKeys, setKeys } from '../review-cookies.ts';
import { readForm } from '../../../../read-form.ts';
import { areasOf, isWhole, parseReview } from './review-forms.ts';
import type { Actions, PageServerLoad } from './$types';

type Found = { person: PersonActor; review: ReviewView };

async function find({ locals, params }: RequestEvent): Promise<Found> {
  const { root, person } = locals;
  const reference = parseReference(params.reference ?? '');
  const review = person && reference ? await readReview(root.web, person, reference) : null;
  if (!person || !review) error(404);
  return { person, review };
}

export const load: PageServerLoad = async (event) => {
  const { root, municipality, locale } = event.locals;
  const { person, review } = await find(event);
  const now = root.clock();
  const marked = (text: string) => {
    const findings = findPersonalData(text, [review.original.author]);
    return { parts: markedParts(text, findings), findings };
  };
  const [title, body, place] = [review.original.title, review.original.body, review.original.place].map(marked);
  const photos = review.photos.map((photo) => ({
    id: photo.id,
    version: photo.version,
    state: photo.state,
    edited: photo.edited,
    src: photo.picture ? `/ufficio/pubblicazione/foto/${photo.picture}` : `/foto/${photo.id}`,
    key: String(newFormKey()),
    editKey: String(newFormKey()),
  }));
  const wordsWait = review.waits && review.state === 'waiting' && review.category.visibility === 'reviewed';
  return {
    reference: writeReference(review.reference),
    waiting: (await countWaiting(root.web, person)) ?? 0,
    category: inLanguage(review.category.names, locale),
    visibility: review.category.visibility,
    hamlet: review.hamlet,
    received: shortMoment(review.receivedAt, now, municipality.zone, locale),
    original: { title: title?.parts ?? [], body: body?.parts ?? [], place: place?.parts ?? [] },
    found: kindsOf([title, body, place].flatMap((text) => text?.findings ?? [])),
    left: kindsOf(Object.values(review.wording).flatMap((text) => findPersonalData(text, [review.original.author]))),
    wording: { title: review.wording.title, body: review.wording.body, place: review.wording.place },
    state: review.state,
    version: review.version,
    shown: review.shown,
    decided: review.decided && {
      by: review.decided.by,
      at: shortMoment(review.decided.at, now, municipality.zone, locale),
    },
    photos,
    // What the letters act on: the words first, then the photos in their order.
    turn: wordsWait ? 'parole' : (photos.find(({ state }) => state === 'waiting')?.id ?? null),
    keys: readKeys(event),
    formKeys: { words: String(newFormKey()) },
    last: await lastDecision(event),
  };
};

function kindsOf(findings: readonly Finding[]): Finding['kind'][] {
  return [...new Set(findings.map(({ kind }) => kind))];
}

export const actions: Actions = {
  words: async (event) => {
    const { person, review } = await find(event);
    const form = await readForm(event.request);
    const typed = { title: form.get('title'), body: form.get('body'), place: form.get('place') };
    const parsed = parseReview('words', form);
    if (!parsed.ok) return fail(400, { typed, errors: parsed.errors, problem: problemOf(parsed.errors) });
    const { key, version, decision, title, body, place } = parsed.input;
    const decide = { request: review.id, version, decision, wording: { title, body, place } };
    const result = await act(event, person, key, decideWording, decide);
    if (!isDone(result)) return refused(event, typed, reasonOf(result));
    return goOn(event, review, 'parole', decision);
  },
  photo: async (event) => {
    const { person, review } = await find(event);
    const parsed = parseReview('photo', await readForm(event.request));
    if (!parsed.ok) return fail(400, { problem: m.console_refused_form() });
    const { key, version, photo, decision } = parsed.input;
    const current = review.photos.find(({ id }) => id === photo);
    if (!current) return refused(event, null, 'not-allowed');
    const show = decision === 'show';
    const copy = show && current.picture === null ? await makeOf(event, current, null) : null;
    const decide = { request: review.id, photo, version, show, copy };
    return settle(
      event,
      review,
      photo,
      copy,
      await act(event, person, key, decidePhoto, decide),
      show ? 'photo-shown' : 'photo-hidden',
    );
  },
  edit: async (event) => {
    const { person, review } = await find(event);
    const form = await readForm(event.request);
    const parsed = parseReview('edit', form);
    if (!parsed.ok) return fail(400, { problem: m.console_refused_form() });
    const { key, version, photo, edit } = parsed.input;
    const current = review.photos.find(({ id }) => id === photo);
    if (!current) return refused(event, null, 'not-allowed');
    const areas = areasOf(form);
    if (edit !== 'reset' && areas.length === 0) return fail(400, { problem: m.review_error_parts(), photo });
    if (edit === 'crop' && isWhole(areas)) return fail(400, { problem: m.review_error_crop(), photo });
    const picture = edit === 'reset' ? null : await makeOf(event, current, { kind: edit, areas });
    if (edit !== 'reset' && picture === null) return refused(event, null, 'no-picture');
    const result = await act(event, person, key, editPhoto, { request: review.id, photo, version, picture });
    return settle(event, review, photo, picture, result, edit === 'reset' ? 'reset' : 'edited');
  },
  undo: async (event) => {
    const { person, review } = await find(event);
    const parsed = parseReview('undo', await readForm(event.request));
    if (!parsed.ok) return fail(400, { problem: m.console_refused_form() });
    const { key, version, thing } = parsed.input;
    if (thing === 'parole') {
      const result = await act(event, person, key, undoWording, { request: review.id, version });
      return isDone(result) ? backTo(event, review, thing, 'undone') : refused(event, null, reasonOf(result));
    }
    const result = await act(event, person, key, undoPhoto, { request: review.id, photo: thing, version });
    return settle(event, review, thing, null, result, 'undone');
  },
  /** Letters on or off, for this browser. */
  keys: async (event) => {
    const form = await readForm(event.request);
    const { review } = await find(event);
    setKeys(event, form.get('on') === 'yes');
    redirect(303, `/ufficio/pubblicazione/${writeReference(review.reference)}`);
  },
};

function act<T extends keyof DB, Input, Result extends Outcome>(
  { locals }: RequestEvent,
  person: PersonActor,
  key: FormKey,
  useCase: UseCase<T, Input, Result>,
  input: Input,
) {
  return perform(locals.door, person, { key, holder: digestOfSecret(locals.sessionToken ?? '') }, useCase, input);
}

/** A form that was sent twice was done once. */
function isDone(result: Outcome): boolean {
  return result.ok || result.reason === 'already-sent';
}

function reasonOf(result: Outcome): string {
  return result.ok ? '' : result.reason;
}

function makeOf({ locals }: RequestEvent, { id, picture }: ReviewPhoto, edit: Parameters<typeof makePicture>[3]) {
  return makePicture(locals.root.files, locals.municipality.id, { photo: id, picture }, edit);
}

/** Pictures are made before the act and dropped after it: what no row names goes from the store. */
async function settle(
  event: RequestEvent,
  review: ReviewView,
  photo: FileId,
  made: MadePicture | null,
  result: PhotoDecided | { ok: false; reason: 'already-sent' },
  done: string,
) {
  const { root, municipality } = event.locals;
  if (result.ok) await deletePictures(root.files, municipality.id, result.dropped);
  const used = made === null || (await isUsed(event, made));
  if (!used) await deletePictures(root.files, municipality.id, [made.id]);
  if (!isDone(result)) return refused(event, null, reasonOf(result));
  return done === 'photo-shown' || done === 'photo-hidden'
    ? goOn(event, review, photo, done)
    : backTo(event, review, photo, done);
}

async function isUsed(event: RequestEvent, { id }: MadePicture): Promise<boolean> {
  const { review } = await find(event);
  return review.photos.some(({ picture }) => picture === id);
}

/** The same request while something of it waits, else the next one. */
async function goOn(event: RequestEvent, review: ReviewView, thing: string, done: string): Promise<never> {
  const now = await find(event);
  if (now.review.waits) return backTo(event, review, thing, done);
  const query = new URLSearchParams({
    dopo: writeReference(review.reference),
    ...afterDecision(review.reference, thing, done),
  });
  redirect(303, `/ufficio/pubblicazione?${query.toString()}`);
}

function backTo(event: RequestEvent, { reference }: ReviewView, thing: string, done: string): never {
  const query = new URLSearchParams(afterDecision(reference, thing, done)).toString();
  const anchor = thing === 'parole' ? '' : `#foto-${thing}`;
  redirect(303, `/ufficio/pubblicazione/${writeReference(reference)}?${query}${anchor}`);
}

/** Somebody else decided meanwhile: what was typed stays, beside what stands now. */
async function refused(event: RequestEvent, typed: Record<'title' | 'body' | 'place', string> | null, reason: string) {
  if (reason === 'not-allowed') return fail(403, { problem: m.console_refused_right() });
  if (reason === 'no-picture') return fail(409, { problem: m.review_error_picture() });
  const { root, municipality, locale } = event.locals;
  const { review } = await find(event);
  const { decided, state, wording } = review;
  const meanwhile = {
    by: decided?.by ?? '',
    at: decided ? shortMoment(decided.at, root.clock(), municipality.zone, locale) : '',
    state,
    title: wording.title,
    body: wording.body,
    place: wording.place,
  };
  return typed ? fail(409, { typed, meanwhile }) : fail(409, { problem: m.review_error_meanwhile() });
}

function problemOf(errors: Readonly<Record<string, string>>): string {
  return Object.keys(errors).length > 0 ? m.console_form_errors() : m.console_refused_form();
}
