import * as v from 'valibot';
import { parseId, type CategoryId, type HamletId } from '#lib/kernel/ids.ts';
import { lengths } from './request.ts';

/** The fields of the report's second step, as typed. Their names are those of the form's controls. */
export const reportFields = [
  'place',
  'hamlet',
  'latitude',
  'longitude',
  'category',
  'title',
  'body',
  'name',
  'email',
  'phone',
] as const;
export type ReportField = (typeof reportFields)[number];
export type ReportFields = Record<ReportField, string>;

export type ReportProblem = 'missing' | 'too-long' | 'unknown' | 'not-an-address' | 'not-a-phone' | 'no-contact';
export type ReportProblems = Partial<Record<ReportField, ReportProblem>>;

/** A form filled in wholly: what reporting takes. */
export type CompleteReport = {
  place: string;
  hamlet: HamletId;
  point: { latitude: number; longitude: number } | null;
  category: CategoryId;
  title: string;
  body: string;
  author: { name: string; email: string | null; phone: string | null };
};

export function emptyReport(): ReportFields {
  return readReportFields(() => '');
}

/** What was typed, tidied: no spaces around, one kind of line end, no more than anybody may write. */
export function readReportFields(typed: (name: ReportField) => string): ReportFields {
  const tidy = (text: string) => text.replace(/\r\n?/g, '\n').trim().slice(0, 10_000);
  return Object.fromEntries(reportFields.map((field) => [field, tidy(typed(field))])) as ReportFields;
}

const required = (limit: number) =>
  v.pipe(v.string(), v.minLength(1, problem('missing')), v.maxLength(limit, problem('too-long')));
const chosen = <T extends CategoryId | HamletId>() =>
  v.pipe(
    v.string(),
    v.minLength(1, problem('missing')),
    v.check((text) => parseId(text) !== null, problem('unknown')),
    v.transform((text) => text.toLowerCase() as T),
  );
const isEmail = (text: string) => v.is(v.pipe(v.string(), v.email()), text);
/** Digits with what people put between them. */
const isPhone = (text: string) => /^\+?[\d\s./()-]+$/.test(text) && text.replace(/\D/g, '').length >= 6;

const complete = v.pipe(
  v.object({
    place: required(lengths.place),
    hamlet: chosen<HamletId>(),
    latitude: v.string(),
    longitude: v.string(),
    category: chosen<CategoryId>(),
    title: required(lengths.title),
    body: required(lengths.body),
    name: required(lengths.name),
    email: v.pipe(
      v.string(),
      v.maxLength(lengths.email, problem('too-long')),
      v.check((text) => text === '' || isEmail(text), problem('not-an-address')),
    ),
    phone: v.pipe(
      v.string(),
      v.maxLength(lengths.phone, problem('too-long')),
      v.check((text) => text === '' || isPhone(text), problem('not-a-phone')),
    ),
  }),
  // Somebody must be able to answer: the acknowledgement is owed at once (L. 241/1990 art. 18-bis).
  v.forward(
    v.partialCheck([['email'], ['phone']], ({ email, phone }) => email !== '' || phone !== '', problem('no-contact')),
    ['email'],
  ),
  v.transform(({ name, email, phone, latitude, longitude, ...rest }): CompleteReport => ({
    ...rest,
    point: readPoint(latitude, longitude),
    author: { name, email: email || null, phone: phone || null },
  })),
);

function problem<const P extends ReportProblem>(reason: P): P {
  return reason;
}

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

/** From the device. Anything else than a point on Earth counts as none: the place in words is what is asked for. */
export function readPoint(latitude: string, longitude: string): CompleteReport['point'] {
  const point = { latitude: Number(latitude), longitude: Number(longitude) };
  const given = latitude !== '' && longitude !== '';
  return given && Math.abs(point.latitude) <= 90 && Math.abs(point.longitude) <= 180 ? point : null;
}
