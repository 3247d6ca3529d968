import * as v from 'valibot';
import { authorFields, authorProblems, readAuthor, type Author } from './author-fields.ts';
import { faultFields } from './fault-fields.ts';
import { optional, type FieldProblem } from './form-field.ts';
import { placeFields, readPoint } from './place-fields.ts';
import { tidyTyped } from '#lib/kernel/typed-text.ts';
import { lengths } from './request.ts';
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
  danger: boolean;
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

/** What the category that was chosen changes of the rest. */
export type ReportRules = {
  /** Nobody has to say who they are. */
  contactOptional: boolean;
};

const complete = v.object(sections);
const anonymous = v.object({ ...sections, name: optional(lengths.name) });

/** The complete report, or the first problem of each field, in the order of the page. */
export function completeReport(
  fields: ReportFields,
  { contactOptional }: ReportRules = { contactOptional: false },
): { ok: true; report: CompleteReport } | { ok: false; problems: ReportProblems } {
  const parsed = v.safeParse(contactOptional ? anonymous : complete, fields);
  const nested = parsed.success ? undefined : v.flatten<typeof complete>(parsed.issues).nested;
  const between: ReportProblems = authorProblems(fields, contactOptional ? 'optional' : 'needed');
  const problems: ReportProblems = {};
  for (const field of reportFields) {
    const first = (nested?.[field]?.[0] as ReportProblem | undefined) ?? between[field];
    if (first) problems[field] = first;
  }
  if (!parsed.success || Object.keys(problems).length > 0) return { ok: false, problems };
  const { place, hamlet, latitude, longitude, category, danger, title, body } = parsed.output;
  const point = readPoint(latitude, longitude);
  return { ok: true, report: { place, hamlet, point, category, danger, title, body, author: readAuthor(fields) } };
}
