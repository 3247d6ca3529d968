import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { parseId, type FileId } from '#lib/kernel/ids.ts';
import { withinLimit } from '#lib/kernel/server/limits.ts';
import { blind } from '#lib/kernel/server/secrets.ts';
import { questionsOf } from '#lib/categories/happening.ts';
import { askedQuestions, checkAnswers, type AnswerProblems, type Answers } from '#lib/categories/question.ts';
import { listCategories } from '#lib/categories/server/categories.ts';
import { removeHeldFile } from '#lib/files/server/held-files.ts';
import { readMultipart } from '#lib/files/server/read-multipart.ts';
import { receiveAttachment, type FileRefusal } from '#lib/files/server/receive-file.ts';
import { listHamlets } from '#lib/places/server/hamlets.ts';
import { answerSlip } from '#lib/requests/author-fields.ts';
import { completeReport, readReportFields, type ReportFields, type ReportProblems } from '#lib/requests/report-form.ts';
import { mapOf } from '#lib/ui/map/offered-map.ts';
import { controlOf, questionsId } from './control-names.ts';
import { categoryView } from './category-view.ts';
import { readAnswers } from './read-answers.ts';
import { findDraft, keepFields, filesOf, requireDraft, type WizardEvent } from '../draft-of-event.ts';
import { CHECK, paths, SEARCH } from '../paths.ts';
import { beginDraft } from '../../../../../citizen-cookies.ts';
import { addressChoices, settlePlace, territoryOfPlace } from './place.ts';
import type { Actions, PageServerLoad } from './$types';

const uploads = { uses: 100, per: Temporal.Duration.from({ hours: 1 }) };

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  const { root, municipality, locale } = event.locals;
  const { holder, draft } = await requireDraft(event);
  const search = event.url.search.includes(SEARCH);
  const [hamlets, categories, files, place, choices] = await Promise.all([
    listHamlets(root.web, municipality.id),
    listCategories(root.web, municipality.id),
    filesOf(event, holder),
    territoryOfPlace(event, draft.fields),
    search ? addressChoices(event, draft.fields.place) : null,
  ]);
  const check = event.url.search.includes(CHECK);
  return {
    fields: draft.fields,
    answers: draft.answers,
    ...(check ? await problemsOf(event, draft.fields, draft.answers) : { problems: {}, answerProblems: {} }),
    place: { ...place, choices },
    map: mapOf(root.settings),
    hamlets: hamlets.map(({ id, name, latitude, longitude }) => ({ id, name, latitude, longitude })),
    categories: categories.map((category) => categoryView(category, locale)),
    files: files.map(({ id, kind, name, bytes, state, refusedFor }) => ({ id, kind, name, bytes, state, refusedFor })),
  };
};

export const actions: Actions = {
  /** Files only; the words are kept as they are, complete or not. */
  allega: async (event) => {
    const form = await takeForm(event);
    if (!form.whole) return fail(400, { broken: true });
    if (form.refused.length > 0 || form.kept === 0) return fail(400, { refused: form.refused, none: form.kept === 0 });
    redirect(303, `${paths.data}#allegati`);
  },

  togli: async (event) => {
    const { root, municipality } = event.locals;
    const form = await takeForm(event);
    if (!form.whole) return fail(400, { broken: true });
    const id = parseId<FileId>(form.get('togli'));
    if (id) await removeHeldFile(root.web, root.files, { municipality: municipality.id, holder: form.holder, id });
    redirect(303, `${paths.data}#allegati`);
  },

  /** While somebody writes: nothing is judged, nothing is told. */
  tieni: async (event) => {
    const form = await takeForm(event);
    return form.whole ? {} : fail(400, { broken: true });
  },

  /** The streets that the words may mean come back as choices; nothing typed is lost. */
  cerca: async (event) => {
    const form = await takeForm(event);
    if (!form.whole) return fail(400, { broken: true });
    redirect(303, `${paths.data}?${SEARCH}#dove`);
  },

  scegli: async (event) => {
    const form = await takeForm(event);
    if (!form.whole) return fail(400, { broken: true });
    redirect(303, `${paths.data}#dove`);
  },

  'senza-punto': async (event) => {
    const form = await takeForm(event);
    if (!form.whole) return fail(400, { broken: true });
    const { holder, fields, answers } = form;
    await keepFields(event, holder, { fields: { ...fields, latitude: '', longitude: '' }, answers });
    redirect(303, `${paths.data}#dove`);
  },

  /** Without script: the questions of the category that was chosen. */
  domande: async (event) => {
    const form = await takeForm(event);
    if (!form.whole) return fail(400, { broken: true });
    redirect(303, `${paths.data}#${form.category ? questionsId(form.category) : 'category'}`);
  },

  indietro: async (event) => {
    const form = await takeForm(event);
    if (!form.whole) return fail(400, { broken: true });
    redirect(303, paths.terms);
  },

  continua: async (event) => {
    const form = await takeForm(event);
    if (!form.whole) return fail(400, { broken: true });
    const { problems, answerProblems } = await problemsOf(event, form.fields, form.answers, form.asked);
    // Without script nobody has seen the questions of a category that was chosen just now.
    const more = unseenOf(form);
    const wrong = [problems, answerProblems].some((found) => Object.keys(found).length > 0);
    if (wrong || more || form.refused.length > 0)
      return fail(400, { problems, answerProblems, more, refused: form.refused });
    redirect(303, paths.summary);
  },
};

type Choice = Awaited<ReturnType<typeof listCategories>>[number];
type Refused = { name: string; reason: FileRefusal['reason'] };
type Taken =
  | { whole: false }
  | {
      whole: true;
      holder: Buffer;
      fields: ReportFields;
      category: Choice | undefined;
      answers: Answers;
      /** The questions that stood on the page. */
      asked: readonly string[];
      kept: number;
      refused: Refused[];
      get(name: string): string;
    };

/** Every button of this page sends all of it: files go to the store, words to the draft. */
async function takeForm(event: RequestEvent): Promise<Taken> {
  const { root, municipality } = event.locals;
  const now = root.clock();
  const held = await findDraft(event);
  if (held?.draft.sent) redirect(303, paths.alreadySent);
  const upload = {
    store: root.files,
    database: root.web,
    municipality: municipality.id,
    holder: held?.holder ?? beginDraft(event),
    now,
  };
  const bucket = blind(root.keys, 'upload', event.getClientAddress());
  const refused: Refused[] = [];
  let kept = 0;

  const read = await readMultipart(event.request, async ({ name, content }) => {
    const allowed = await withinLimit(root.web, { municipality: municipality.id, bucket, limit: uploads, now });
    if (!allowed) {
      content.resume();
      refused.push({ name, reason: 'too-many' });
      return;
    }
    const answer = await receiveAttachment(upload, { name, content });
    if (answer.ok) kept += 1;
    else refused.push({ name, reason: answer.reason });
  });
  if (!read.ok) return { whole: false };
  const typed = answerSlip(
    readReportFields((name) => read.fields.get(name)),
    read.fields.get('slip'),
  );
  const fields = await settlePlace(event, typed, read.fields.get('choice'), read.fields.get('searched'));
  const categories = await listCategories(root.web, municipality.id);
  const category = categories.find(({ id }) => id === fields.category);
  const { answers, asked } = readAnswers(read.fields, held?.draft.answers ?? {}, categories);
  await keepFields(event, upload.holder, { fields, answers });
  return {
    whole: true,
    holder: upload.holder,
    fields,
    category,
    answers,
    asked,
    kept,
    refused,
    get: (name) => read.fields.get(name),
  };
}

/** The first question that did not stand on the page, and of which category. */
function unseenOf({
  category,
  answers,
  asked,
}: Extract<Taken, { whole: true }>): { control: string; of: string } | null {
  const unseen = category && askedQuestions(questionsOf(category), answers).find(({ id }) => !asked.includes(id));
  return unseen ? { control: controlOf(unseen.id), of: category.id } : null;
}

/** What the form itself can tell, and whether the choices are among those of this municipality. */
async function problemsOf(
  event: WizardEvent,
  fields: ReportFields,
  answers: Answers,
  asked: readonly string[] | null = null,
): Promise<{ problems: ReportProblems; answerProblems: AnswerProblems }> {
  const { root, municipality } = event.locals;
  const [place, hamlets, categories] = await Promise.all([
    territoryOfPlace(event, fields),
    listHamlets(root.web, municipality.id),
    listCategories(root.web, municipality.id),
  ]);
  const category = categories.find(({ id }) => id === fields.category);
  const complete = completeReport(fields, { contactOptional: category?.contactOptional ?? false });
  const problems = complete.ok ? {} : complete.problems;
  if (place.outside) problems.latitude = 'outside';
  if (!problems.hamlet && !hamlets.some(({ id }) => id === fields.hamlet)) problems.hamlet = 'unknown';
  if (!problems.category && !category) problems.category = 'unknown';
  const checked = category ? checkAnswers(questionsOf(category), answers) : { ok: true as const };
  // What nobody was asked yet is not wrong.
  const found = Object.entries(checked.ok ? {} : checked.problems).filter(([id]) => !asked || asked.includes(id));
  return { problems, answerProblems: Object.fromEntries(found) };
}
