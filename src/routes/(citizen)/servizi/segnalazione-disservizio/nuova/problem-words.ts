import { reportFields, type ReportField, type ReportProblem, type ReportProblems } from '#lib/requests/report-form.ts';
import { lengths } from '#lib/requests/request.ts';
import * as m from '#lib/words/compiled/messages.js';

/** What is missing or wrong in a field, as a sentence that says how to mend it. */
export function problemWords(field: ReportField, problem: ReportProblem): string {
  if (problem === 'too-long') return m.report_problem_too_long({ label: labels[field](), limit: limits[field] ?? 0 });
  return (byProblem[problem] ?? byField[field])();
}

/** For the summary: in the order of the page. */
export function problemList(problems: ReportProblems): { field: string; message: string }[] {
  return reportFields.flatMap((field) => {
    const problem = problems[field];
    return problem ? [{ field, message: problemWords(field, problem) }] : [];
  });
}

/** What stands above each field. */
export function problemsByField(problems: ReportProblems): Partial<Record<ReportField, string>> {
  return Object.fromEntries(problemList(problems).map(({ field, message }) => [field, message]));
}

const labels: Record<ReportField, () => string> = {
  place: m.report_place,
  hamlet: m.report_hamlet,
  latitude: m.report_position,
  longitude: m.report_position,
  address: m.report_place,
  category: m.report_category,
  danger: m.report_danger_tick,
  title: m.report_title,
  body: m.report_body,
  behalf: m.report_behalf,
  business: m.report_business,
  vat: m.report_vat,
  pec: m.report_pec,
  pecKept: m.report_pec,
  name: m.report_name,
  email: m.report_email,
  emailKept: m.report_email,
  phone: m.report_phone,
};

const limits: Partial<Record<ReportField, number>> = lengths;

/** Where the problem says more than the field does. */
const byProblem: Partial<Record<ReportProblem, () => string>> = {
  'no-contact': m.report_problem_contact,
  'not-a-vat': m.report_problem_vat,
  outside: m.report_problem_outside,
  slip: m.report_problem_slip,
};

const byField: Record<ReportField, () => string> = {
  place: m.report_problem_place_missing,
  hamlet: m.report_problem_hamlet_missing,
  latitude: m.report_position_none,
  longitude: m.report_position_none,
  address: m.report_problem_place_missing,
  category: m.report_problem_category_missing,
  danger: m.report_danger_tick,
  title: m.report_problem_title_missing,
  body: m.report_problem_body_missing,
  behalf: m.report_behalf,
  business: m.report_problem_business_missing,
  vat: m.report_problem_vat_missing,
  pec: m.report_problem_pec,
  pecKept: m.report_problem_pec,
  name: m.report_problem_name_missing,
  email: m.report_problem_email,
  emailKept: m.report_problem_email,
  phone: m.report_problem_phone,
};
