import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { parseId, type FileId } from '#lib/kernel/ids.ts';
import { withinLimit } from '#lib/kernel/server/limits.ts';
import { blind } from '#lib/kernel/server/secrets.ts';
import { listCategories } from '#lib/categories/server/categories.ts';
import { removeHeldFile } from '#lib/files/server/held-files.ts';
import { readMultipart } from '#lib/files/server/read-multipart.ts';
import { receiveAttachment, type FileRefusal } from '#lib/files/server/receive-file.ts';
import { listHamlets } from '#lib/places/server/hamlets.ts';
import { answerSlip } from '#lib/requests/author-fields.ts';
import { completeReport, readReportFields, type ReportFields, type ReportProblems } from '#lib/requests/report-form.ts';
import { findDraft, keepFields, filesOf, requireDraft, type WizardEvent } from '../draft-of-event.ts';
import { CHECK, paths, SEARCH } from '../paths.ts';
import { beginDraft } from '../../../../../citizen-cookies.ts';
import { addressChoices, settlePlace, territoryOfPlace } from './place.ts';
import { mapOf } from '../../../../../map-of.ts';
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
    problems: check ? await problemsOf(event, draft.fields) : {},
    place: { ...place, choices },
    map: mapOf(root.settings),
    hamlets: hamlets.map(({ id, name, latitude, longitude }) => ({ id, name, latitude, longitude })),
    categories: categories.map(({ id, names, hints, icon }) => ({
      id,
      name: names[locale],
      hint: hints[locale],
      icon,
    })),
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
    await keepFields(event, form.holder, { ...form.fields, latitude: '', longitude: '' });
    redirect(303, `${paths.data}#dove`);
  },

  indietro: async (event) => {
    const form = await takeForm(event);
    if (!form.whole) return fail(400, { broken: true });
    redirect(303, paths.terms);
  },

  continua: async (event) => {
    const form = await takeForm(event);
    if (!form.whole) return fail(400, { broken: true });
    const problems = await problemsOf(event, form.fields);
    if (Object.keys(problems).length > 0 || form.refused.length > 0)
      return fail(400, { problems, refused: form.refused });
    redirect(303, paths.summary);
  },
};

type Refused = { name: string; reason: FileRefusal['reason'] };
type Taken =
  | { whole: false }
  | {
      whole: true;
      holder: Buffer;
      fields: ReportFields;
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
  await keepFields(event, upload.holder, fields);
  return { whole: true, holder: upload.holder, fields, kept, refused, get: (name) => read.fields.get(name) };
}

/** What the form itself can tell, and whether the choices are among those of this municipality. */
async function problemsOf(event: WizardEvent, fields: ReportFields): Promise<ReportProblems> {
  const { root, municipality } = event.locals;
  const complete = completeReport(fields);
  const problems = complete.ok ? {} : complete.problems;
  const [place, hamlets, categories] = await Promise.all([
    territoryOfPlace(event, fields),
    listHamlets(root.web, municipality.id),
    listCategories(root.web, municipality.id),
  ]);
  if (place.outside) problems.latitude = 'outside';
  if (!problems.hamlet && !hamlets.some(({ id }) => id === fields.hamlet)) problems.hamlet = 'unknown';
  if (!problems.category && !categories.some(({ id }) => id === fields.category)) problems.category = 'unknown';
  return problems;
}
