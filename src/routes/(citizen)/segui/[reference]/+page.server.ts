import { fail, redirect } from '@sveltejs/kit';
import { parseId, type StepId } from '#lib/kernel/ids.ts';
import { newFormKey } from '#lib/kernel/server/form-key.ts';
import { parseReference } from '#lib/kernel/reference.ts';
import { inLanguage } from '#lib/categories/category.ts';
import { daysLeft } from '#lib/deadlines/days-left.ts';
import { municipalCalendar } from '#lib/deadlines/municipal-calendar.ts';
import { ratingOfTimeline } from '#lib/requests/rating.ts';
import { lengths, ratings } from '#lib/requests/request.ts';
import { answerQuestion } from '#lib/requests/server/answer-question.ts';
import { rateRequest } from '#lib/requests/server/rate-request.ts';
import { readPublicity } from '#lib/publication/server/read-publicity.ts';
import { readTimeline } from '#lib/requests/server/read-timeline.ts';
import { roomForPhotos } from '#lib/requests/server/room-for-photos.ts';
import { answerView } from '#lib/requests/ui/answer-view.ts';
import { hour, longDay, longDue } from '#lib/requests/ui/relative-date.ts';
import * as m from '#lib/words/compiled/messages.js';
import { endAccess } from '../../../citizen-cookies.ts';
import { actAsCitizen, followedPage, mayDo, requireFollowed } from './followed.ts';
import { closingView } from './closing-view.ts';
import { progressOf, whyMoved } from './progress.ts';
import { questionViews } from './question-views.ts';
import { refusedAct } from './refused-act.ts';
import { choicesOf } from './choices-view.ts';
import { storyOf } from './story.ts';
import { photosToSend, removePhoto, takePhotos } from './take-photos.ts';
import { whatYouCanDo } from './what-you-can-do.ts';
import { doneWords } from './done-words.ts';
import { versionIn } from './version-in.ts';
import { readForm } from '../../../read-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { root, municipality, locale } = event.locals;
  const followed = await followedPage(event);
  const { request } = followed;
  const { zone } = municipality;
  const now = root.clock();
  const timeline = await readTimeline(root.web, municipality.id, request.id, 'citizen');
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  const dueDay = request.due.date ?? request.due.at.toZonedDateTimeISO(zone).toPlainDate();
  const unit = request.due.unit === 'hours' ? 'calendar-days' : request.due.unit;
  const open = request.state !== 'closed';
  const seen = { zone, locale, now };
  const left = daysLeft(unit, dueDay, today, municipalCalendar(municipality));
  return {
    reference: followed.reference,
    path: followed.path,
    title: request.title,
    place: [request.place, request.hamlet].filter(Boolean).join(', '),
    receivedAt: {
      day: longDay(request.receivedAt.toZonedDateTimeISO(zone).toPlainDate(), locale),
      hour: hour(request.receivedAt, zone, locale),
    },
    stage: request.stage,
    outcome: request.outcome,
    outcomeText: request.outcomeText,
    redirectedTo: request.redirectedTo,
    due: open ? longDue(request.due, zone, locale) : null,
    // A term in hours has its hour beside it: days would count it wrongly, until it is late by some.
    daysLeft: open && (request.due.unit !== 'hours' || left < 0) ? left : null,
    moved: open ? whyMoved(request, { zone, locale }) : null,
    danger: request.danger && open,
    onCall: request.onCall,
    answers: request.answers.map((answer) => answerView(answer, locale)),
    ...progressOf(request, { zone, locale, today, dueDay }),
    office: request.office,
    responsible: request.responsible,
    category: inLanguage(request.category.names, locale),
    body: request.body,
    choices: choicesOf(request),
    story: storyOf(timeline, { zone, locale, open: request.questions }),
    questions: mayDo(followed, 'answer')
      ? await questionViews(event, followed, timeline, seen, await roomForPhotos(root.web, municipality.id, request.id))
      : [],
    acts: whatYouCanDo(followed, timeline, seen),
    closing: closingView(followed, ratingOfTimeline(timeline), seen),
    writeKey: String(newFormKey()),
    done: doneWords(event.url.searchParams.get('fatto')),
    publicity: await readPublicity(root.web, followed.citizen, request.subject),
  };
};

export const actions: Actions = {
  esci: (event) => {
    const reference = parseReference(event.params.reference);
    if (reference) endAccess(event, reference);
    redirect(303, '/segui?uscito');
  },

  /** The answer to a question, with the photos that were chosen for it. */
  rispondi: async (event) => {
    const followed = await requireFollowed(event);
    const step = questionOf(event.url);
    const { form, problems } = await takePhotos(event, followed, step);
    const text = form.get('text');
    const wrong = answerProblem(text);
    const again = { question: step, text, wrong, problems };
    if (wrong !== null || problems.length > 0) return fail(400, { answer: again });
    const photos = await photosToSend(event, followed, step);
    const input = { request: followed.request.id, step, version: versionIn(form), text, ...photos };
    const result = await actAsCitizen(event, followed, form, answerQuestion, input);
    if (result.ok) redirect(303, `${followed.path}?fatto=risposta`);
    if (gone.has(result.reason)) return fail(409, { late: text });
    return fail(400, { answer: { ...again, refusal: refusedAct(result.reason) } });
  },

  /** Without script: the photos go up, what was written stays. */
  foto: async (event) => {
    const followed = await requireFollowed(event);
    const step = questionOf(event.url);
    const { form, problems, kept } = await takePhotos(event, followed, step);
    const none = kept === 0 && problems.length === 0 ? [m.follow_photos_none()] : [];
    const answer = { question: step, text: form.get('text'), wrong: null, problems: [...problems, ...none] };
    return fail(answer.problems.length > 0 ? 400 : 200, { answer });
  },

  togli: async (event) => {
    const followed = await requireFollowed(event);
    const step = questionOf(event.url);
    const { form, problems } = await takePhotos(event, followed, step);
    await removePhoto(event, followed, step, form.get('togli'));
    return fail(200, { answer: { question: step, text: form.get('text'), wrong: null, problems } });
  },

  /** "Ti è stato utile?" */
  utile: async (event) => {
    const followed = await requireFollowed(event);
    const form = await readForm(event.request);
    const text = form.get('text');
    const helped = ratings.find((rating) => rating === form.get('helped'));
    const errors = {
      helped: helped ? null : m.follow_rate_missing(),
      text: text.length > lengths.rating ? m.follow_too_long({ longest: lengths.rating }) : null,
    };
    const again = { helped: helped ?? '', text, errors };
    if (!helped || errors.text !== null) return fail(400, { rating: again });
    const input = { request: followed.request.id, helped, text: text || null };
    const result = await actAsCitizen(event, followed, form, rateRequest, input);
    if (result.ok) redirect(303, `${followed.path}?fatto=utile`);
    return fail(409, { rating: { ...again, refusal: refusedAct(result.reason) } });
  },
};

/** The question does not wait any more: what was written can still go as a message. */
const gone = new Set(['wrong-state', 'changed-meanwhile', 'unknown-step']);
const nobodys = '00000000-0000-0000-0000-000000000000' as StepId;

/** In the address of its form, because files may arrive before the form's fields. */
function questionOf(url: URL): StepId {
  return parseId<StepId>(url.searchParams.get('domanda')) ?? nobodys;
}

function answerProblem(text: string): string | null {
  if (text === '') return m.follow_answer_missing();
  return text.length > lengths.answer ? m.follow_too_long({ longest: lengths.answer }) : null;
}
