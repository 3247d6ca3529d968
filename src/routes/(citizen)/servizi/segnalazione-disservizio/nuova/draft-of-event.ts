import { redirect, type Cookies } from '@sveltejs/kit';
import type { Answers } from '#lib/categories/question.ts';
import { listHeldFiles, type HeldFile } from '#lib/files/server/held-files.ts';
import { readDraft, saveDraft, type Draft } from '#lib/requests/server/draft.ts';
import type { ReportFields } from '#lib/requests/report-form.ts';
import { draftHolder, keepDraft } from '../../../../citizen-cookies.ts';
import { LOST, paths } from './paths.ts';

/** What the wizard needs of a request for a page or of a form that was sent. */
export type WizardEvent = { cookies: Cookies; locals: App.Locals };

export type HeldDraft = { holder: Buffer; draft: Draft };

/** The draft of this browser; null when it has none, or an old one. */
export async function findDraft(event: WizardEvent): Promise<HeldDraft | null> {
  const { root, municipality } = event.locals;
  const holder = draftHolder(event);
  if (!holder) return null;
  const draft = await readDraft(root.web, { municipality: municipality.id, holder }, root.clock());
  return draft && { holder, draft };
}

/** Whether this browser holds a report in which something was written and which was not sent. */
export async function hasUnsentReport(event: WizardEvent): Promise<boolean> {
  const held = await findDraft(event);
  return held !== null && held.draft.sent === null && held.draft.fields.title !== '';
}

/** For pages after the first: who has no draft begins at the first, who has sent it already is told so. */
export async function requireDraft(event: WizardEvent): Promise<HeldDraft> {
  const held = await findDraft(event);
  if (!held) redirect(303, `${paths.terms}?${LOST}`);
  if (held.draft.sent) redirect(303, paths.alreadySent);
  return held;
}

/** Keeps what was typed, also when the draft was gone: nobody loses a form to the clock. The cookie lives as long again. */
export async function keepFields(
  event: WizardEvent,
  holder: Buffer,
  { fields, answers }: { fields: ReportFields; answers: Answers },
): Promise<void> {
  const { root, municipality } = event.locals;
  await saveDraft(
    root.web,
    { municipality: municipality.id, holder },
    { fields, answers: mutable(answers), sent: null },
    root.clock(),
  );
  keepDraft(event);
}

function mutable(answers: Answers): Record<string, string[]> {
  return Object.fromEntries(Object.entries(answers).map(([question, values]) => [question, [...values]]));
}

export function filesOf({ locals }: WizardEvent, holder: Buffer): Promise<HeldFile[]> {
  return listHeldFiles(locals.root.web, { municipality: locals.municipality.id, holder });
}
