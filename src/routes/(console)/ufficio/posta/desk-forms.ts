import * as v from 'valibot';
import type { MailInId } from '#lib/kernel/ids.ts';
import { parseReference } from '#lib/kernel/reference.ts';
import * as m from '#lib/words/compiled/messages.js';
import type { Fields } from '../../../read-form.ts';
import { idOf, key } from '../form-fields.ts';

const mail = idOf<MailInId>();
const reference = v.pipe(
  v.string(),
  v.check(
    (text) => text !== '',
    () => m.desk_mail_error_reference(),
  ),
  v.transform((text) => parseReference(text)),
  v.check(
    (found) => found !== null,
    () => m.desk_mail_error_no_reference(),
  ),
  v.transform((found) => found as NonNullable<typeof found>),
);

/** What each form of the page holds. */
export const deskMailSchemas = {
  attach: v.object({
    key,
    mail,
    reference,
    readBy: v.picklist(['citizen', 'staff'], () => m.desk_mail_error_readers()),
  }),
  aside: v.object({ key, mail }),
  back: v.object({ key, mail }),
} as const;
export type DeskMailForm = keyof typeof deskMailSchemas;
export type DeskMailErrors = Partial<Record<'reference' | 'readBy', string>>;

/** The parsed form, or its fields' errors: none of them when it lacks what the page put into it. */
export function parseDeskMail<Form extends DeskMailForm>(
  name: Form,
  form: Fields,
): { ok: true; input: v.InferOutput<(typeof deskMailSchemas)[Form]> } | { ok: false; errors: DeskMailErrors } {
  const schema = deskMailSchemas[name];
  const values = Object.fromEntries(Object.keys(schema.entries).map((field) => [field, form.get(field)]));
  const parsed = v.safeParse(schema, values);
  if (parsed.success) return { ok: true, input: parsed.output };
  const errors: DeskMailErrors = {};
  for (const { path, message } of parsed.issues) {
    const field = path?.[0].key;
    if (field === 'reference' || field === 'readBy') errors[field] ??= message;
    else return { ok: false, errors: {} };
  }
  return { ok: false, errors };
}
