import * as v from 'valibot';
import { authorFields, type Author } from './author-fields.ts';
import { faultFields } from './fault-fields.ts';
import { problem, type FieldProblem } from './form-field.ts';
import { placeFields, readPoint } from './place-fields.ts';
import { tidyTyped } from '#lib/kernel/typed-text.ts';
import type { CategoryId, HamletId } from '#lib/kernel/ids.ts';
import type { Point } from '#lib/places/point.ts';

const sections = { ...placeFields, ...faultFields, ...authorFields };

export type ReportField = keyof typeof sections;
/** The fields of the report's second step, as typed, in the order of the page. Their names are those of the form's controls. */
export const reportFields = Object.keys(sections) as readonly ReportField[];
export type ReportFields = Record<ReportField, string>;

export type ReportProblem = FieldProblem;
export type ReportProblems = Partial<Record<ReportField, ReportProblem>>;

/** A form filled in wholly: what reporting takes. */
export type CompleteReport = {
  place: string;
  hamlet: HamletId;
  point: Point | null;
  category: CategoryId;
  title: string;
  body: string;
  author: Author;
};

export function emptyReport(): ReportFields {
  return readReportFields(() => '');
}

/** What was typed, tidied: no spaces around, one kind of line end, no more than anybody may write. */
export function readReportFields(typed: (name: ReportField) => string): ReportFields {
  const tidy = (text: string) => tidyTyped(text).slice(0, 10_000);
  return Object.fromEntries(reportFields.map((field) => [field, tidy(typed(field))])) as ReportFields;
}

const complete = v.pipe(
  v.object(sections),
  // Somebody must be able to answer: the acknowledgement is owed at once (L. 241/1990 art. 18-bis).
  v.forward(
    v.partialCheck([['email'], ['phone']], ({ email, phone }) => email !== '' || phone !== '', problem('no-contact')),
    ['email'],
  ),
  v.transform(({ name, email, phone, latitude, longitude, address: _, ...rest }): CompleteReport => ({
    ...rest,
    point: readPoint(latitude, longitude),
    author: { name, email: email || null, phone: phone || null },
  })),
);

/** The complete report, or the first problem of each field, in the order of the page. */
export function completeReport(
  fields: ReportFields,
): { ok: true; report: CompleteReport } | { ok: false; problems: ReportProblems } {
  const parsed = v.safeParse(complete, fields);
  if (parsed.success) return { ok: true, report: parsed.output };
  const { nested } = v.flatten<typeof complete>(parsed.issues);
  const problems: ReportProblems = {};
  for (const field of reportFields) {
    const first = nested?.[field]?.[0];
    if (first) problems[field] = first as ReportProblem;
  }
  return { ok: false, problems };
}
