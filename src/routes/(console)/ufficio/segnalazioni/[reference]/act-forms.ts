import * as v from 'valibot';
import type { MailId, StepId } from '#lib/kernel/ids.ts';
import { parseFormKey } from '#lib/kernel/server/form-key.ts';
import { isEmail } from '#lib/requests/author-fields.ts';
import { answerDays } from '#lib/requests/citizen-limits.ts';
import { lengths } from '#lib/requests/request.ts';
import type { ActName } from '#lib/requests/ui/views.ts';
import * as m from '#lib/words/compiled/messages.js';
import { idOf, version, written } from '../../form-fields.ts';

/** The fields of a form, whichever way it came. */
export type Fields = { get(name: string): string };

const required = (longest: number, message: () => string) =>
  v.pipe(
    written(longest),
    v.check((text) => text !== '', message),
  );

const step = idOf<StepId>();
const mail = idOf<MailId>();
const date = v.pipe(
  v.string(),
  v.check(isDate, () => m.console_error_date()),
);
const time = v.pipe(
  v.string(),
  v.check(
    (text) => text === '' || /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(text),
    () => m.console_error_time(),
  ),
);

/** What each form holds besides its key; the fields' names are those of the components in requests/ui. */
export const actSchemas = {
  take: v.object({ version }),
  message: v.object({ text: required(lengths.message, () => m.console_error_text()) }),
  ask: v.object({
    text: required(lengths.question, () => m.console_error_question()),
    days: v.pipe(
      v.string(),
      v.regex(/^\s*\d{1,2}\s*$/, () => m.console_error_days(answerDays)),
      v.transform(Number),
      v.minValue(answerDays.least, () => m.console_error_days(answerDays)),
      v.maxValue(answerDays.most, () => m.console_error_days(answerDays)),
    ),
  }),
  note: v.object({ text: required(lengths.note, () => m.console_error_note()) }),
  planInspection: v.object({ version, date, time, message: written(lengths.plannedNote) }),
  completeInspection: v.object({
    version,
    step,
    findings: required(lengths.findings, () => m.console_error_findings()),
  }),
  cancelInspection: v.object({ version, step, reason: required(lengths.note, () => m.console_error_reason()) }),
  cancelQuestion: v.object({ version, step, reason: required(lengths.note, () => m.console_error_why()) }),
  reopen: v.object({ version, reason: required(lengths.reason, () => m.console_error_why()) }),
  danger: v.object({
    version,
    danger: v.pipe(
      v.picklist(['yes', 'no']),
      v.transform((text) => text === 'yes'),
    ),
    reason: required(lengths.note, () => m.console_error_reason()),
  }),
  close: v.pipe(
    v.object({
      version,
      outcome: v.picklist(['solved', 'declined', 'redirected'], () => m.console_error_outcome()),
      redirected_to: written(lengths.name),
      text: required(lengths.outcomeText, () => m.console_error_outcome_text()),
    }),
    v.forward(
      v.check(
        ({ outcome, redirected_to }) => outcome !== 'redirected' || redirected_to !== '',
        () => m.console_error_redirected(),
      ),
      ['redirected_to'],
    ),
  ),
  address: v.object({
    version,
    email: v.pipe(
      written(lengths.email),
      v.check(isEmail, () => m.console_error_email()),
    ),
  }),
  password: v.object({ version }),
  resendMail: v.object({ mail }),
} as const satisfies Record<ActName, v.GenericSchema>;

export type ActInput<Name extends ActName> = v.InferOutput<(typeof actSchemas)[Name]>;

export type ParsedAct<Name extends ActName> =
  | {
      ok: true;
      key: NonNullable<ReturnType<typeof parseFormKey>>;
      input: ActInput<Name>;
      values: Record<string, string>;
    }
  | { ok: false; values: Record<string, string>; errors: Record<string, string>; refusal?: string };

/** Field by field; each error is a sentence in the reader's language. A form without its key or version is not ours. */
export function parseAct<Name extends ActName>(name: Name, fields: Fields): ParsedAct<Name> {
  const values = Object.fromEntries(fieldNames(name).map((field) => [field, fields.get(field)]));
  const parsed = v.safeParse(actSchemas[name], values);
  const key = parseFormKey(fields.get('key'));
  if (parsed.success && key) return { ok: true, key, input: parsed.output, values };

  const errors: Record<string, string> = {};
  let broken = key === null;
  for (const issue of parsed.issues ?? []) {
    const [first] = issue.path ?? [];
    const field = typeof first?.key === 'string' ? first.key : '';
    if (technical.has(field)) broken = true;
    else errors[field] ??= issue.message;
  }
  return { ok: false, values, errors, ...(broken ? { refusal: m.console_refused_form() } : {}) };
}

const technical = new Set(['version', 'danger', 'step', 'mail', '']);

function fieldNames(name: ActName): string[] {
  const schema = actSchemas[name];
  const object = 'pipe' in schema ? schema.pipe[0] : schema;
  return Object.keys(object.entries);
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}
