import { fail, redirect } from '@sveltejs/kit';
import { parseId, type FileId, type RequestId } from '#lib/kernel/ids.ts';
import { parseReference } from '#lib/kernel/reference.ts';
import { newFormKey, parseFormKey, type FormKey } from '#lib/kernel/server/form-key.ts';
import { withinLimit } from '#lib/kernel/server/limits.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { blind, tokenOf } from '#lib/kernel/server/secrets.ts';
import { listCategories } from '#lib/categories/server/categories.ts';
import { inLanguage } from '#lib/categories/category.ts';
import { questionsOf } from '#lib/categories/happening.ts';
import { checkAnswers } from '#lib/categories/question.ts';
import type { Term } from '#lib/deadlines/term.ts';
import { dueBy } from '#lib/deadlines/due-by.ts';
import { municipalCalendar } from '#lib/deadlines/municipal-calendar.ts';
import { listHamlets } from '#lib/places/server/hamlets.ts';
import { completeReport, emptyReport } from '#lib/requests/report-form.ts';
import { answerView } from '#lib/requests/ui/answer-view.ts';
import { longDue } from '#lib/requests/ui/relative-date.ts';
import { saveDraft } from '#lib/requests/server/draft.ts';
import { secretOf } from '#lib/requests/server/open-by-secret.ts';
import { readOfficeName } from '#lib/offices/server/read-office.ts';
import { reportRequest } from '#lib/requests/server/report-request.ts';
import { giveAccess } from '../../../../../citizen-cookies.ts';
import { findDraft, filesOf, requireDraft } from '../draft-of-event.ts';
import { CHECK, LOST, paths } from '../paths.ts';
import { readForm } from '../../../../../read-form.ts';
import { nearByOf } from './near-by.ts';
import type { Actions, PageServerLoad } from './$types';

/** From one address: a family, a school, an office behind one router. */
const reports = { uses: 20, per: Temporal.Duration.from({ hours: 1 }) };

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  const { root, municipality, locale } = event.locals;
  const { holder, draft } = await requireDraft(event);
  const [hamlets, categories, files] = await Promise.all([
    listHamlets(root.web, municipality.id),
    listCategories(root.web, municipality.id),
    filesOf(event, holder),
  ]);
  const category = categories.find(({ id }) => id === draft.fields.category);
  const complete = completeReport(draft.fields, { contactOptional: category?.contactOptional ?? false });
  if (!complete.ok || !category) redirect(303, `${paths.data}?${CHECK}`);
  const { report } = complete;
  const hamlet = hamlets.find(({ id }) => id === report.hamlet);
  const answers = checkAnswers(questionsOf(category), draft.answers);
  if (!hamlet || !answers.ok) redirect(303, `${paths.data}?${CHECK}`);
  const danger = report.danger || category.danger;
  const term: Term = danger ? { amount: category.dangerHours, unit: 'hours' } : category.term;
  const due = dueBy(term, root.clock(), municipalCalendar(municipality));
  return {
    key: newFormKey(),
    report: {
      ...report,
      hamlet: hamlet.name,
      category: inLanguage(category.names, locale),
      hasPoint: report.point !== null,
    },
    office: await readOfficeName(root.web, municipality.id, category.office),
    danger,
    // Nothing stands between a danger and its report.
    nearBy: danger ? [] : await nearByOf(event, report),
    answers: answers.given.map((answer) => answerView(answer, locale)),
    due: longDue({ at: due.dueAt, date: due.dueDate }, municipality.zone, locale),
    files: files
      .filter(({ state }) => state !== 'refused')
      .map(({ id, kind, name, bytes, state }) => ({ id, kind, name, bytes, state })),
    fileLost: event.url.searchParams.has('file'),
    again: event.url.searchParams.has('ancora'),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { root, municipality, door, locale } = event.locals;
    const form = await readForm(event.request);
    const key = parseFormKey(form.get('key'));
    const held = await findDraft(event);
    if (!held) redirect(303, `${paths.terms}?${LOST}`);
    const { holder, draft } = held;
    if (draft.sent) redirect(303, draft.sent.key === key ? paths.sent(draft.sent.reference) : paths.alreadySent);
    if (!key) redirect(303, `${paths.summary}?ancora`);
    const categories = await listCategories(root.web, municipality.id);
    const category = categories.find(({ id }) => id === draft.fields.category);
    const complete = completeReport(draft.fields, { contactOptional: category?.contactOptional ?? false });
    if (!complete.ok) redirect(303, `${paths.data}?${CHECK}`);

    const now = root.clock();
    const bucket = blind(root.keys, 'report', event.getClientAddress());
    const within = await withinLimit(root.web, { municipality: municipality.id, bucket, limit: reports, now });
    if (!within) return fail(429, { limited: true });

    const { report } = complete;
    const citizen = {
      kind: 'citizen',
      municipality: municipality.id,
      name: report.author.name,
      request: null,
    } as const;
    const answer = await perform(door, citizen, { key, holder }, reportRequest, {
      ...report,
      answers: draft.answers,
      kind: 'fault',
      language: locale,
      channel: 'site',
      keyId: root.keys.current,
      // As the summary showed them: sent twice at once, the form is the same twice.
      files: form.all('file').flatMap((id) => parseId<FileId>(id) ?? []),
      holder: holder.toString('hex'),
    });
    if (answer.ok) {
      await markSent(answer.id, answer.reference, key);
      redirect(303, paths.sent(answer.reference));
    }
    if (answer.reason === 'already-sent') {
      if (!answer.answer) redirect(303, `${paths.summary}?ancora`);
      await markSent(answer.answer.id, answer.answer.reference, key);
      redirect(303, paths.alreadySent);
    }
    redirect(303, answer.reason === 'unknown-file' ? `${paths.summary}?file` : `${paths.data}?${CHECK}`);

    /** What was written is kept in the request alone; the draft only tells a second press what became of it. */
    async function markSent(id: RequestId, written: string, by: FormKey): Promise<void> {
      const of = { municipality: municipality.id, holder };
      await saveDraft(
        root.web,
        of,
        { fields: emptyReport(), answers: {}, sent: { reference: written, key: by } },
        root.clock(),
      );
      const secret = await secretOf(root.web, municipality.id, id);
      const reference = parseReference(written);
      if (secret && reference) giveAccess(event, reference, tokenOf(root.keys, secret));
    }
  },
};
